import { TUTEE } from '#shared/agents/names.ts';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import type { TokenUsage } from '#shared/conversation.ts';
import { assertNever } from '#shared/errors.ts';
import type { Answering, AnswerOutcome } from '../chat/ports.ts';
import { AssistantAgent } from '../engine/agents/assistant-agent.ts';
import { cutReasonOf } from '../engine/agents/assistant-messages.ts';
import { UnboundedChatCompletionContext } from '../engine/context/unbounded-chat-completion-context.ts';
import { collectRun } from '../engine/run/stream-task.ts';
import { inAppWords } from './app-error.ts';

/**
 * Answers a turn of a plain chat by a run of the engine. The agent is created for the turn, with the path to the question as its
 * model context and no task, so it simply continues. The chat stores the answer; agent and run are discarded.
 */
export const answerByRun: Answering = async (request, signal) => {
  const { model, instructions, history, notes, onRequest, onWait, onDelta } = request;
  const modelContext = new UnboundedChatCompletionContext();
  for (const message of history) modelContext.add(message);
  const agent = new AssistantAgent({
    name: TUTEE,
    modelClient: model,
    modelClientStream: true,
    systemMessage: instructions,
    modelContext,
    memory: [{ query: () => Promise.resolve({ results: [], text: notes }) }],
    // A plain chat offers no tools; a call that the server makes anyway is not an answer.
    ignoreUnofferedCalls: true,
  });
  let shortened = 0;
  const result = await collectRun(agent.runStream(undefined, { signal, onRequest }), (message) => {
    if (message.type === 'ModelClientWaitEvent') {
      const { reason, model: name, ms, content, createdAt } = message;
      const hasEnd = reason === 'limit' || reason === 'retry';
      const [since, until] = hasEnd ? [createdAt, createdAt + ms] : [createdAt - ms, createdAt];
      onWait({ reason, model: name, ms, content, since, until });
    }
    if (message.type === 'ModelClientShortenedEvent') shortened = message.messages;
    if (message.type !== 'ModelClientStreamingChunkEvent') return;
    const { channel, content } = message;
    if (channel === 'retracted') onDelta({ text: '', reasoning: '', retracts: true });
    else onDelta(channel === 'answer' ? { text: content, reasoning: '' } : { text: '', reasoning: content });
  });
  return {
    outcome: outcomeOf(result),
    used: result.messages.flatMap(({ modelsUsage }) => modelsUsage ?? []),
    shortened,
  };
};

function outcomeOf({ messages, outcome }: TaskResult): AnswerOutcome {
  switch (outcome.status) {
    case 'complete': {
      const answer = messages.at(-1);
      return {
        status: 'complete',
        usage: tokensOf(answer?.modelsUsage ?? null),
        cut: answer === undefined ? null : cutReasonOf(answer),
      };
    }
    // Never happens: the agent has neither tools nor a person to ask.
    case 'waiting':
    case 'cancelled':
      return { status: 'stopped' };
    case 'failed':
      return { status: 'failed', error: inAppWords(outcome.failure.error) };
    default:
      return assertNever(outcome);
  }
}

function tokensOf(usage: RequestUsage | null): TokenUsage | null {
  if (usage === null) return null;
  const { model: _, cached: __, ...tokens } = usage;
  return tokens;
}
