/** How long a person waits for the first word of an answer while the only place of a server is taken by learning. */
import type { ChatService, SendInput } from '#main/chat/chat-service.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';

export type ChatOf = (model: ChatModel, publish: Publish) => ChatService;

const TURNS = 10;
/** How long the model reads before its first word, and how long learning takes, in ms. */
const READS = 30;
const LEARNS = 600;
/** Without learning the next message comes so long after an answer, in ms; else when the model has begun to learn. */
const PAUSE = 300;

export interface FirstTokens {
  /** The times until the first word of each answer, in ms. */
  readonly ms: readonly number[];
  /** How long each answer waited for the place, in ms. */
  readonly waited: readonly number[];
  /** How many captures were interrupted. */
  readonly interrupted: number;
}

/** Sends messages one after another. */
export async function firstTokens(chatOf: ChatOf, learns: boolean): Promise<FirstTokens> {
  const model = new OnePlace();
  const ms: number[] = [];
  let sent = 0;
  let first = true;
  let ended = (): void => undefined;
  const chat = chatOf(model, (name) => {
    if (name === 'message-delta' && first) {
      ms.push(performance.now() - sent);
      first = false;
    }
    if (name === 'message-end') ended();
  });
  let conversationId: string | null = null;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const over = new Promise<void>((resolve) => (ended = resolve));
    first = true;
    sent = performance.now();
    const text = `I have planted ${turn + 2} rows of leeks behind the shed, so what comes next?`;
    const input: SendInput = { requestId: uuid7(), conversationId, text, temporary: false, projectId: null };
    conversationId = chat.send(input).conversation.id;
    await over;
    await (learns ? model.nextLearning() : new Promise((resolve) => setTimeout(resolve, PAUSE)));
  }
  const { interrupted, waited } = model;
  await chat.close();
  return { ms, waited, interrupted };
}

/** Works on one request at a time; the others wait. */
class OnePlace implements ChatModel {
  readonly name = 'one-place';
  readonly local = true;
  interrupted = 0;
  readonly waited: number[] = [];
  #onLearning = (): void => undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves when the next request of learning is being worked on. */
  nextLearning(): Promise<void> {
    return new Promise((resolve) => (this.#onLearning = resolve));
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const learns = request.responseSchema !== undefined;
    const before = this.#last;
    let free = (): void => undefined;
    this.#last = new Promise<void>((resolve) => (free = resolve));
    const asked = performance.now();
    try {
      await before;
      if (!learns) this.waited.push(performance.now() - asked);
      if (learns) this.#onLearning();
      await worked(learns ? LEARNS : READS, signal);
      yield { type: 'text-delta', text: learns ? '{"lessons": []}' : 'Water them.' };
      yield { type: 'end', stopReason: 'stop', usage: null };
    } catch (thrown) {
      if (learns) this.interrupted += 1;
      throw thrown;
    } finally {
      free();
    }
  }
}

function worked(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = () => reject(new TuteeError('cancelled', 'Stopped.'));
    if (signal.aborted) return cancelled();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      cancelled();
    });
  });
}
