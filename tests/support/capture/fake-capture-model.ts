import { TuteeError } from '#shared/errors.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';

/** Gives its replies in order; an error code is thrown. Records its requests. */
export class FakeModel implements ChatModel {
  readonly name = 'fake';
  readonly local: boolean;
  readonly requests: ModelRequest[] = [];
  readonly #replies: readonly (string | { readonly fails: ErrorCode })[];

  constructor(replies: readonly (string | { readonly fails: ErrorCode })[], local = true) {
    this.#replies = replies;
    this.local = local;
  }

  async *stream(request: ModelRequest): AsyncIterable<ModelEvent> {
    this.requests.push(request);
    const reply = this.#replies[this.requests.length - 1] ?? '{"lessons": []}';
    if (typeof reply !== 'string') throw new TuteeError(reply.fails, 'It failed.');
    yield { type: 'text-delta', text: reply };
    yield { type: 'end', stopReason: 'stop', usage: { promptTokens: 100, completionTokens: 10 } };
  }

  asked(index: number): string {
    return this.requests[index]?.messages.map(modelMessageText).join('\n') ?? '';
  }
}

interface Lesson {
  readonly action?: string;
  readonly n?: number | null;
  readonly kind?: string;
  readonly text: string;
  readonly cues?: readonly string[];
  readonly validUntil?: string | null;
}

/** The answer of a model that found these lessons. */
export function lessons(...given: Lesson[]): string {
  const full = given.map((lesson) => ({ action: 'add', n: null, kind: 'fact', cues: [], ...lesson }));
  return JSON.stringify({ lessons: full });
}
