/** Shared by the engine's tests: reproducible ids and times, scripted agents, results in short form. */
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import type { AssistantAgentOptions } from '#main/engine/agents/assistant-agent-options.ts';
import type { Environment } from '#main/engine/run/run-context.ts';
import type { Run, TaskResultItem } from '#main/engine/run/run-result.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ScriptRuleInput } from '#main/models/scripted/script.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';

/** Ids count up, and time only moves when it is moved. */
export function testEnvironment(): Environment & { advance(ms: number): void } {
  let ids = 0;
  let time = 1_000;
  return {
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
  };
}

/** An assistant that gives these answers in turn. A string is a complete answer. */
export function assistant(
  name: string,
  replies: readonly (string | ScriptRuleInput)[],
  options: Partial<AssistantAgentOptions> = {},
) {
  const script = replies.map((reply) =>
    typeof reply === 'string' ? { reply, times: 1 } : { times: 1, ...reply },
  );
  const model = new ScriptedChatModel(script, `model-of-${name}`);
  return { agent: new AssistantAgent({ name, modelClient: model, ...options }), model };
}

/** `source: text` for messages, `source: [type]` for events. */
export function inShort(messages: readonly (AgentMessage | TaskResultItem)[]): string[] {
  return messages.map((message) =>
    isChatMessage(message)
      ? `${message.source}: ${messageText(message)}`
      : `${message.source}: [${message.type}]`,
  );
}

/** Everything that a run yielded, and its result. */
export async function readRun(run: Run): Promise<{ streamed: AgentMessage[]; result: TaskResult }> {
  const streamed: AgentMessage[] = [];
  for (;;) {
    const step = await run.next();
    if (step.done === true) return { streamed, result: step.value };
    if (step.value.type !== 'TaskResult') streamed.push(step.value);
  }
}
