import type { FunctionCall } from '#shared/agents/content.ts';
import type { ChatModel, GatheredText, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { requestKey } from '../model-clients/request-key.ts';
import { readState } from '../run/read-state.ts';
import type { RunContext } from '../run/run-context.ts';
import { journaledAnswerSchema } from './run-log.ts';
import type { JournaledAnswer } from './run-log.ts';

interface Asking {
  readonly model: ChatModel;
  readonly request: ModelRequest;
  /** Name of the agent that asks. */
  readonly source: string;
}

interface FinishedAnswer extends GatheredText {
  readonly calls: readonly FunctionCall[];
  readonly end: Extract<ModelEvent, { type: 'end' }>;
}

export interface JournaledRequest {
  /** The events of an answer that an interrupted segment of the run received to this request; null: none. */
  readonly kept: AsyncIterable<ModelEvent> | null;
  /** To be called with each answer that can be used. */
  readonly record: (answer: FinishedAnswer) => Promise<void>;
}

/** A finished answer is never asked for, and so never paid, a second time. */
export function journaledAnswer(
  { model, request, source }: Asking,
  { journal }: RunContext,
): JournaledRequest {
  if (journal === undefined) return { kept: null, record: async () => undefined };
  const key = requestKey(JSON.stringify([source, model.name]), request);
  const found = journal.take('answer', key);
  if (found !== null) {
    const answer = readState(journaledAnswerSchema, found, 'a resumed request');
    return { kept: eventsOf(answer), record: async () => undefined };
  }
  return {
    kept: null,
    record: async ({ text, reasoning, calls, end }) => {
      const { stopReason, usage, model: answeredBy, cached, alsoUsed } = end;
      await journal.record('answer', key, {
        text,
        reasoning,
        calls: [...calls],
        stopReason,
        usage,
        ...(answeredBy !== undefined && { model: answeredBy }),
        ...(cached !== undefined && { cached }),
        ...(alsoUsed !== undefined && { alsoUsed: [...alsoUsed] }),
      });
    },
  };
}

async function* eventsOf({ text, reasoning, calls, ...end }: JournaledAnswer): AsyncGenerator<ModelEvent> {
  if (reasoning !== '') yield { type: 'reasoning-delta', text: reasoning };
  if (text !== '') yield { type: 'text-delta', text };
  for (const call of calls) yield { type: 'tool-call-end', call };
  yield { type: 'end', ...end };
}
