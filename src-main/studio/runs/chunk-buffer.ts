import type { MessageOf } from '#shared/agents/messages.ts';

/** A chunk with content: what was reasoning all along is put right by the finished message. */
export type Chunk = MessageOf<'ModelClientStreamingChunkEvent'> & { readonly channel: 'answer' | 'thought' };

export function hasContent(chunk: MessageOf<'ModelClientStreamingChunkEvent'>): chunk is Chunk {
  return chunk.channel !== 'retracted';
}

interface Buffered {
  /** The latest chunk, with the whole text so far as `content`. */
  readonly chunk: Chunk;
  /** How much of it was flushed, in UTF-16 units. */
  readonly flushed: number;
}

/** The time between two flushes, in ms: models stream faster than a page needs to draw. */
const FLUSH_INTERVAL = 40;

/** Buffers streaming chunks per message and channel, and flushes them together with their offset a few times a second. */
export class ChunkBuffer {
  readonly #onFlush: (chunk: Chunk, at: number) => void;
  readonly #buffered = new Map<string, Buffered>();
  #timer: NodeJS.Timeout | null = null;

  constructor(onFlush: (chunk: Chunk, at: number) => void) {
    this.#onFlush = onFlush;
  }

  /** The unfinished messages, each with its whole text so far. */
  get writing(): { messageId: string; source: string; channel: Chunk['channel']; text: string }[] {
    return [...this.#buffered.values()].map(({ chunk }) => ({
      messageId: chunk.fullMessageId,
      source: chunk.source,
      channel: chunk.channel,
      text: chunk.content,
    }));
  }

  add(chunk: Chunk): void {
    const key = `${chunk.fullMessageId} ${chunk.channel}`;
    const before = this.#buffered.get(key);
    const content = (before?.chunk.content ?? '') + chunk.content;
    this.#buffered.set(key, { chunk: { ...chunk, content }, flushed: before?.flushed ?? 0 });
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_INTERVAL);
  }

  /** Flushes at once. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const [key, { chunk, flushed }] of this.#buffered) {
      if (chunk.content.length === flushed) continue;
      this.#buffered.set(key, { chunk, flushed: chunk.content.length });
      this.#onFlush({ ...chunk, content: chunk.content.slice(flushed) }, flushed);
    }
  }

  /** Drops the unfinished messages of this source: it finished or abandoned them. */
  end(source: string): void {
    for (const [key, { chunk }] of this.#buffered) if (chunk.source === source) this.#buffered.delete(key);
  }

  /** Flushes, then drops all messages. */
  close(): void {
    this.flush();
    this.#buffered.clear();
  }

  /** Drops all messages without flushing. */
  drop(): void {
    this.#buffered.clear();
    this.flush();
  }
}
