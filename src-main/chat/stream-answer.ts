import type { TokenUsage } from '#shared/conversation.ts';
import { assertNever, toErrorData, TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest, StopReason } from '#shared/model.ts';

/** A piece of an answer as it arrives. Reasoning never mixes with the answer's own text. */
export interface AnswerDelta {
  readonly text: string;
  readonly reasoning: string;
}

/** How an answer ended; closed, so that whoever runs one must deal with each. */
export type AnswerOutcome =
  | { readonly status: 'complete'; readonly usage: TokenUsage | null; readonly cut: boolean }
  | { readonly status: 'stopped' }
  | { readonly status: 'failed'; readonly error: ErrorData };

/**
 * Asks a model once and streams what it says. Never throws: every end is an outcome, and what was streamed before a
 * failure stands. Collecting the deltas gives the whole answer; there is no second, unstreamed path.
 */
export async function* streamAnswer(
  model: Pick<ChatModel, 'stream'>,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<AnswerDelta, AnswerOutcome> {
  let length = 0;
  let end: { stopReason: StopReason; usage: TokenUsage | null } | null = null;
  try {
    for await (const event of model.stream(request, signal)) {
      if (event.type === 'end') {
        end = event;
        continue;
      }
      // A plain chat offers no tools; a server that calls one all the same has not answered.
      if (event.type === 'tool-call-delta' || event.type === 'tool-call-end') continue;
      const delta = toDelta(event);
      length += delta.text.length;
      yield delta;
    }
  } catch (thrown) {
    const error = toErrorData(thrown);
    return error.code === 'cancelled' || signal.aborted ? { status: 'stopped' } : { status: 'failed', error };
  }
  return conclude(end, length);
}

function toDelta(event: Extract<ModelEvent, { text: string }>): AnswerDelta {
  switch (event.type) {
    case 'text-delta':
      return { text: event.text, reasoning: '' };
    case 'reasoning-delta':
      return { text: '', reasoning: event.text };
    default:
      return assertNever(event);
  }
}

function conclude(
  end: { stopReason: StopReason; usage: TokenUsage | null } | null,
  length: number,
): AnswerOutcome {
  if (end === null) {
    return failed(
      new TuteeError('malformed_stream', 'The model’s answer broke off. Answer again to get a whole one.'),
    );
  }
  if (end.stopReason === 'filtered') {
    return failed(
      new TuteeError('rejected_request', 'The model’s server refused to answer this. Word it differently.'),
    );
  }
  if (length === 0) {
    return failed(
      new TuteeError(
        'invalid_output',
        'The model answered with nothing. Answer again, or choose another model.',
      ),
    );
  }
  return { status: 'complete', usage: end.usage, cut: end.stopReason === 'length' };
}

function failed(error: TuteeError): AnswerOutcome {
  return { status: 'failed', error: error.toData() };
}
