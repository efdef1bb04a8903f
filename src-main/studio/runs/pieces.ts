import type { MessageOf } from '#shared/agents/messages.ts';

type Piece = MessageOf<'ModelClientStreamingChunkEvent'>;

interface Writing {
  /** The latest piece; `content` is everything up to now. */
  readonly piece: Piece;
  /** How much of it was passed on, in UTF-16 units. */
  readonly passedOn: number;
}

/** How long pieces are gathered before they are passed on, in ms: models write faster than a page needs to draw. */
const GATHER = 40;

/** Pieces of messages that are being written, passed on a few times a second with where they begin. */
export class Pieces {
  readonly #passOn: (piece: Piece, at: number) => void;
  readonly #writing = new Map<string, Writing>();
  #timer: NodeJS.Timeout | null = null;

  constructor(passOn: (piece: Piece, at: number) => void) {
    this.#passOn = passOn;
  }

  /** Everything that is being written, from its beginning. */
  get writing(): { messageId: string; source: string; channel: Piece['channel']; text: string }[] {
    return [...this.#writing.values()].map(({ piece }) => ({
      messageId: piece.fullMessageId,
      source: piece.source,
      channel: piece.channel,
      text: piece.content,
    }));
  }

  add(piece: Piece): void {
    const key = `${piece.fullMessageId} ${piece.channel}`;
    const before = this.#writing.get(key);
    const content = (before?.piece.content ?? '') + piece.content;
    this.#writing.set(key, { piece: { ...piece, content }, passedOn: before?.passedOn ?? 0 });
    this.#timer ??= setTimeout(() => this.flush(), GATHER);
  }

  /** Passes on what was gathered, now. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const [key, { piece, passedOn }] of this.#writing) {
      if (piece.content.length === passedOn) continue;
      this.#writing.set(key, { piece, passedOn: piece.content.length });
      this.#passOn({ ...piece, content: piece.content.slice(passedOn) }, passedOn);
    }
  }

  /** Something was said or done by this source: what it was writing is whole, or was given up. */
  end(source: string): void {
    for (const [key, { piece }] of this.#writing) if (piece.source === source) this.#writing.delete(key);
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
