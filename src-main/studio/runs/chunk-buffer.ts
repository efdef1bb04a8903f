import type { MessageOf } from '#shared/agents/messages.ts';

type Chunk = MessageOf<'ModelClientStreamingChunkEvent'>;

interface Writing {
  /** The latest chunk; `content` is everything up to now. */
  readonly chunk: Chunk;
  /** How much of it was passed on, in UTF-16 units. */
  readonly passedOn: number;
}

/** How long pieces are gathered before they are passed on, in ms: models write faster than a page needs to draw. */
const GATHER = 40;

/** Pieces of messages that are being written, passed on a few times a second with where they begin. */
export class ChunkBuffer {
  readonly #passOn: (chunk: Chunk, at: number) => void;
  readonly #writing = new Map<string, Writing>();
  #timer: NodeJS.Timeout | null = null;

  constructor(passOn: (chunk: Chunk, at: number) => void) {
    this.#passOn = passOn;
  }

  /** Everything that is being written, from its beginning. */
  get writing(): { messageId: string; source: string; channel: Chunk['channel']; text: string }[] {
    return [...this.#writing.values()].map(({ chunk }) => ({
      messageId: chunk.fullMessageId,
      source: chunk.source,
      channel: chunk.channel,
      text: chunk.content,
    }));
  }

  add(chunk: Chunk): void {
    const key = `${chunk.fullMessageId} ${chunk.channel}`;
    const before = this.#writing.get(key);
    const content = (before?.chunk.content ?? '') + chunk.content;
    this.#writing.set(key, { chunk: { ...chunk, content }, passedOn: before?.passedOn ?? 0 });
    this.#timer ??= setTimeout(() => this.flush(), GATHER);
  }

  /** Passes on what was gathered, now. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const [key, { chunk, passedOn }] of this.#writing) {
      if (chunk.content.length === passedOn) continue;
      this.#writing.set(key, { chunk, passedOn: chunk.content.length });
      this.#passOn({ ...chunk, content: chunk.content.slice(passedOn) }, passedOn);
    }
  }

  /** Something was said or done by this source: what it was writing is whole, or was given up. */
  end(source: string): void {
    for (const [key, { chunk }] of this.#writing) if (chunk.source === source) this.#writing.delete(key);
  }

  /** Nothing is being written any more; what was gathered is passed on. */
  close(): void {
    this.flush();
    this.#writing.clear();
  }

  /** Nothing is being written any more; what was gathered is let go. */
  drop(): void {
    this.#writing.clear();
    this.flush();
  }
}
