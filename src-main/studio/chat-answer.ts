import { TUTEE } from '#shared/agents/names.ts';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import type { TokenUsage } from '#shared/conversation.ts';
import { assertNever } from '#shared/errors.ts';
import type { Answering, AnswerOutcome } from '../chat/ports/answering.ts';
import type { CallRound, OfferedTool, ToolUse } from '../chat/ports/tools.ts';
import { AssistantAgent } from '../engine/agents/assistant-agent.ts';
import type { ToolCallApprover } from '../engine/ports.ts';
import type { Tool } from '../engine/tools/tool.ts';
import { cutReasonOf } from '../engine/agents/assistant-messages.ts';
import { UnboundedChatCompletionContext } from '../engine/context/unbounded-chat-completion-context.ts';
import { collectRun } from '../engine/run/stream-task.ts';
import { inAppWords } from './app-error.ts';

/**
 * Answers a turn of a plain chat by a run of the engine. The agent is created for the turn, with the path to the question as its
 * model context and no task, so it simply continues. The chat stores the answer; agent and run are discarded.
 */
export const answerByRun: Answering = async (request, signal) => {
  const { model, instructions, history, notes, tools, onRequest, onWait, onDelta } = request;
  const modelContext = new UnboundedChatCompletionContext();
  for (const message of history) modelContext.add(message);
  const pending = tools === undefined ? null : resumed(tools.rounds, modelContext);
  const agent = new AssistantAgent({
    name: TUTEE,
    modelClient: model,
    modelClientStream: true,
    systemMessage: instructions,
    modelContext,
    memory: [{ query: () => Promise.resolve({ results: [], text: notes }) }],
    // Without tools a call that the server makes anyway is not an answer.
    ignoreUnofferedCalls: tools === undefined,
    ...(tools !== undefined && {
      tools: tools.offered.map((tool) => asTool(tool, tools)),
      approver: approverOf(tools),
      maxToolIterations: MOST_ROUNDS,
      reflectOnToolUse: true,
    }),
  });
  if (pending !== null)
    agent.loadState({
      type: 'AssistantAgentState',
      version: 1,
      modelContext: modelContext.saveState(),
      pending,
    });
  let shortened = 0;
  let requested = false;
  const onceRequested = () => {
    if (!requested) onRequest();
    requested = true;
  };
  const result = await collectRun(
    agent.runStream(undefined, { signal, onRequest: onceRequested }),
    (message) => {
      if (message.type === 'ModelClientWaitEvent') {
        const { reason, model: name, ms, content, createdAt } = message;
        const hasEnd = reason === 'limit' || reason === 'retry';
        const [since, until] = hasEnd ? [createdAt, createdAt + ms] : [createdAt - ms, createdAt];
        onWait({ reason, model: name, ms, content, since, until });
      }
      if (message.type === 'ModelClientShortenedEvent') shortened = message.messages;
      if (message.type === 'ToolCallRequestEvent') tools?.onCalls(message.content);
      if (message.type === 'ToolCallExecutionEvent') tools?.onResults(message.content);
      if (message.type !== 'ModelClientStreamingChunkEvent') return;
      const { channel, content } = message;
      if (channel === 'retracted') onDelta({ text: '', reasoning: '', retracts: true });
      else
        onDelta(channel === 'answer' ? { text: content, reasoning: '' } : { text: '', reasoning: content });
    },
  );
  return {
    outcome: outcomeOf(result),
    used: result.messages.flatMap(({ modelsUsage }) => modelsUsage ?? []),
    shortened,
  };
};

/** A model that has called tools this often in one answer is asked for its last word, without tools. */
const MOST_ROUNDS = 20;

function asTool(tool: OfferedTool, tools: ToolUse): Tool {
  const { name, description, parameters } = tool;
  return {
    name,
    description,
    parameters,
    async *call(args, { signal, callId }) {
      yield* [];
      return await tools.call(tool, callId, args, signal);
    },
  };
}

/** The answer ends as waiting where the user decides, and goes on with the decisions in another run. */
function approverOf(tools: ToolUse): ToolCallApprover {
  return {
    asksFor: (_name, call) => tools.rule(call) === 'ask',
    decide: () => Promise.resolve({ type: 'later' }),
  };
}

/** Puts the rounds of an answer that waited into the context. Returns the calls of the last one, if they have no results yet. */
function resumed(rounds: readonly CallRound[], context: UnboundedChatCompletionContext): unknown {
  let pending: unknown = null;
  for (const [index, { said, calls, results }] of rounds.entries()) {
    if (results === null)
      pending = {
        text: said,
        round: index + 1,
        calls: calls.map(({ call, rejection }) => ({ call, request: null, decided: true, rejection })),
      };
    else {
      context.add({ role: 'assistant', content: said, toolCalls: calls.map(({ call }) => call) });
      context.add({ role: 'tool', results: [...results] });
    }
  }
  return pending;
}

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
    case 'waiting':
      return { status: 'waiting' };
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
