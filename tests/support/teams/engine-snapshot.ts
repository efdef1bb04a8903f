/** A team with one of everything, so that its state contains everything too. */
import { CodeExecutorAgent } from '#main/engine/agents/code-executor-agent.ts';
import { Teachability } from '#main/engine/capabilities/teachability.ts';
import { NestedChatAgent } from '#main/engine/chats/nested-chat-agent.ts';
import { SequentialChats } from '#main/engine/chats/sequential-chats.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { ExternalTermination } from '#main/engine/termination/external-termination.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { TimeoutTermination } from '#main/engine/termination/timeout-termination.ts';
import { TokenUsageTermination } from '#main/engine/termination/token-usage-termination.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { TeachableMemory } from '#main/engine/ports.ts';
import { assistant } from '../engine.ts';

const memory: TeachableMemory = {
  captureExplicit: () => Promise.resolve([]),
  captureImplicit: () => Promise.resolve(),
  recall: () => Promise.resolve({ results: [], text: '' }),
};

const pay = new FunctionTool({
  name: 'pay',
  description: 'Pays.',
  parameters: { type: 'object', properties: { sum: { type: 'number' } } },
  run: () => 'paid',
});

/** Runs until an approval is pending; every participant before it has had a turn. */
export function teamOfEverything(): RoundRobinGroupChat {
  const later = { asksFor: () => true, decide: () => Promise.resolve({ type: 'later' } as const) };
  const usage = { promptTokens: 11, completionTokens: 5 };
  const writer = assistant('writer', [{ reply: 'Draft.\n```sh\nls\n```', usage }, 'Final.']).agent;
  const terminal = new CodeExecutorAgent({
    name: 'terminal',
    codeExecutor: { execute: () => Promise.resolve({ exitCode: 0, output: 'files' }) },
  });
  const critic = new NestedChatAgent({
    agent: assistant('critic', ['Own words.']).agent,
    trigger: 'terminal',
    chats: [{ recipient: assistant('lawyer', ['Harmless.']).agent }],
  });
  const chats = new SequentialChats(
    [
      {
        sender: assistant('boss', ['-']).agent,
        recipient: assistant('clerk', ['Noted.']).agent,
        message: 'File it.',
        maxTurns: 1,
      },
    ],
    'office',
  );
  const inner = new RoundRobinGroupChat({ name: 'inner', participants: [terminal, critic], maxTurns: 2 });
  const buyer = assistant('buyer', [{ toolCalls: [{ name: 'pay', arguments: { sum: 5 } }] }], {
    tools: [pay],
    approver: later,
  }).agent;
  const limits = new MaxMessageTermination(50)
    .and(new TimeoutTermination(900))
    .or(new TextMentionTermination('STOP'))
    .or(new TokenUsageTermination({ maxTotalToken: 1_000 }))
    .or(new ExternalTermination());
  return new RoundRobinGroupChat({
    name: 'everything',
    participants: [
      new Teachability({ memory, scope: { type: 'shared' } }).addTo(writer),
      inner,
      chats,
      buyer,
    ],
    terminationCondition: limits,
    maxTurns: 9,
  });
}
