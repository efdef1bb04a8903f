/** Every condition in a team: where it stops, why, and that the next run resumes with the next speaker. */
import { describe, expect, it } from 'vitest';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { ExternalTermination } from '#main/engine/termination/external-termination.ts';
import { FunctionalTermination } from '#main/engine/termination/functional-termination.ts';
import { FunctionCallTermination } from '#main/engine/termination/function-call-termination.ts';
import { HandoffTermination } from '#main/engine/termination/handoff-termination.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { SourceMatchTermination } from '#main/engine/termination/source-match-termination.ts';
import { StopMessageTermination } from '#main/engine/termination/stop-message-termination.ts';
import type { TerminationCondition } from '#main/engine/termination/termination-condition.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { TextMessageTermination } from '#main/engine/termination/text-message-termination.ts';
import { TimeoutTermination } from '#main/engine/termination/timeout-termination.ts';
import { TokenUsageTermination } from '#main/engine/termination/token-usage-termination.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { assistant, readRun, testEnvironment } from '../../../support/engine.ts';

const usage = { promptTokens: 10, completionTokens: 1 };
const mention = (word: string, sources?: readonly string[]) => new TextMentionTermination(word, sources);

/** writer speaks, caller calls a tool, critic says DONE, porter hands over to ann, ann ends it; and so on. */
function team(terminationCondition: TerminationCondition) {
  const look = new FunctionTool({
    name: 'look',
    description: '',
    parameters: { type: 'object' },
    run: () => 'seen',
  });
  const often = { times: 99, usage };
  const desk = new InputRequests({ patienceMs: 0 });
  return new RoundRobinGroupChat({
    participants: [
      assistant('writer', [{ reply: 'Not DONE yet.', ...often }]).agent,
      assistant('caller', [{ toolCalls: [{ name: 'look' }], ...often }], { tools: [look] }).agent,
      assistant('critic', [{ reply: 'DONE.', ...often }]).agent,
      assistant('porter', [{ toolCalls: [{ name: 'transfer_to_ann' }], ...often }], { handoffs: ['ann'] })
        .agent,
      new UserProxyAgent({
        name: 'ann',
        userInput: desk,
        humanInputMode: 'NEVER',
        maxConsecutiveAutoReply: 0,
      }),
    ],
    terminationCondition,
    maxTurns: 20,
  });
}

/** After whose turns the first two runs stop, both without an explicit reset in between. */
const cases: Readonly<Record<string, [() => TerminationCondition, string, string, RegExp]>> = {
  MaxMessage: [() => new MaxMessageTermination(3), 'caller', 'porter', /ends after 3 messages/],
  TextMention: [() => mention('DONE'), 'writer', 'critic', /“DONE”/],
  'TextMention of a source': [() => mention('DONE', ['critic']), 'critic', 'critic', /“DONE”/],
  TextMessage: [() => new TextMessageTermination('critic'), 'critic', 'critic', /critic/],
  TokenUsage: [() => new TokenUsageTermination({ maxTotalToken: 22 }), 'caller', 'porter', /[Tt]oken/],
  Handoff: [() => new HandoffTermination('ann'), 'porter', 'porter', /ann/],
  SourceMatch: [() => new SourceMatchTermination(['caller', 'porter']), 'caller', 'porter', /answered/],
  StopMessage: [() => new StopMessageTermination(), 'ann', 'ann', /[Ss]top/],
  FunctionCall: [() => new FunctionCallTermination('look'), 'caller', 'caller', /look/],
  Functional: [
    () => new FunctionalTermination((messages) => messages.some(({ source }) => source === 'porter')),
    'porter',
    'porter',
    /as a function/,
  ],
  'one and another': [
    () => mention('DONE').and(new SourceMatchTermination(['porter'])),
    'porter',
    'porter',
    /DONE.*said\. /,
  ],
  'one or another': [
    () => mention('NEVER').or(new FunctionCallTermination('look')),
    'caller',
    'caller',
    /look/,
  ],
};

const lastSpeaker = (messages: readonly AgentMessage[]) => messages.findLast(isChatMessage)?.source;

describe.each(Object.entries(cases))('%s in a team', (_, [make, first, second, reason]) => {
  it('stops after the turn that reached it, is reset by that, and the next run begins with the next speaker', async () => {
    const a = team(make());
    const b = team(make());
    for (const [task, end] of [
      ['Go', first],
      ['On', second],
    ] as const) {
      const { streamed, result } = await readRun(a.runStream(task, { environment: testEnvironment() }));
      expect(lastSpeaker(result.messages)).toBe(end);
      expect(result.outcome).toEqual({ status: 'complete' });
      expect(result.stopReason).toMatch(reason);
      expect(streamed).toEqual(result.messages);
      expect(await b.run(task, { environment: testEnvironment() })).toEqual(result);
    }
    const names = ['writer', 'caller', 'critic', 'porter', 'ann'];
    const spoke = a.messages
      .filter(isChatMessage)
      .flatMap(({ source }) => (source === 'user' ? [] : [source]));
    expect(spoke).toEqual(spoke.map((_one, at) => names[at % names.length]));
  });
});

describe('external and timeout conditions in a team', () => {
  it('External stops after the turn in which it was set', async () => {
    const condition = new ExternalTermination();
    const chat = team(condition);
    const run = chat.runStream('Go');
    for (let step = await run.next(); step.done !== true; step = await run.next())
      if (step.value.source === 'caller') break;
    condition.set();
    const { result } = await readRun(run);
    expect(lastSpeaker(result.messages)).toBe('caller');
    expect(result.stopReason).toMatch(/from outside/);
    expect((await chat.run()).messages[0]?.source).toBe('critic');
  });

  it('Timeout stops after the turn in which the time was exceeded', async () => {
    const environment = testEnvironment();
    const chat = team(new TimeoutTermination(5));
    const run = chat.runStream('Go', { environment });
    for (let step = await run.next(); step.done !== true; step = await run.next())
      if (step.value.source === 'caller') break;
    environment.advance(6_000);
    expect(lastSpeaker((await readRun(run)).result.messages)).toBe('caller');
  });
});
