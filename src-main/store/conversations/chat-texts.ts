import type { Database } from 'better-sqlite3';
import { foldText } from '#shared/text-search.ts';
import { TextSignature } from './text-signature.ts';

/** A message as it is searched. */
interface SearchedText {
  readonly id: string;
  /** Without capitals and accents. */
  readonly folded: string;
  readonly createdAt: number;
}

/** Messages of a chat that share one signature. */
interface Segment {
  readonly signature: TextSignature;
  readonly texts: SearchedText[];
  units: number;
}

interface TextRow {
  readonly place: number;
  readonly id: string;
  readonly chat: string;
  readonly text: string;
  readonly createdAt: number;
  readonly streaming: 0 | 1;
}

/** How much text is kept, in UTF-16 units; about as many bytes, twice that in scripts other than Latin. */
const MAX_UNITS = 80_000_000;
/** A segment with this much text is full, in UTF-16 units: its signature would rule out too little. */
const SEGMENT_UNITS = 16_000;

/**
 * The folded texts of all messages, in memory, with signatures that rule out most of them. Reading them from the database takes half a
 * second for each 100 MB, searching here a few milliseconds, and no index on disk retains a forgotten text. Updated before each search: new
 * messages are read; all are read again if some were deleted. A message that changed since is found by its old words, so the caller must
 * check hits against the database.
 */
export class ChatTexts {
  readonly #chats = new Map<string, Segment[]>();
  /** Messages that are still being written; they are read for each search. */
  #growing: TextRow[] = [];
  #last = 0;
  #count = 0;
  #units = 0;

  /** False: there is more text than can be cached, so the rest must be read from the database. */
  get complete(): boolean {
    return this.#units < MAX_UNITS;
  }

  /** The messages of a chat that have all these words, newest first. @param words folded. */
  withAll(conversationId: string, words: readonly string[], places: readonly number[]): readonly string[] {
    const segments = this.#chats.get(conversationId) ?? [];
    const found = segments.flatMap(({ signature, texts }) =>
      signature.mayHave(places) ? texts.filter(({ folded }) => hasAll(folded, words)) : [],
    );
    for (const row of this.#growing) if (row.chat === conversationId) found.push(searchedText(row));
    return found.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
  }

  refresh(database: Database): void {
    const count = database.prepare<[], number>('SELECT count(*) FROM messages').pluck().get() ?? 0;
    const last = database.prepare<[], number>('SELECT max(rowid) FROM messages').pluck().get() ?? 0;
    // Some were deleted, or the file was rewritten and they have other places.
    if (count < this.#count || last < this.#last) this.clear();
    this.#readNew(database);
    if (this.#count === count) return;
    this.clear();
    this.#readNew(database);
  }

  clear(): void {
    this.#chats.clear();
    this.#growing = [];
    this.#last = 0;
    this.#count = 0;
    this.#units = 0;
  }

  #readNew(database: Database): void {
    const before = new Set(this.#growing.map(({ place }) => place));
    const from = Math.min(this.#last, ...[...before].map((place) => place - 1));
    this.#growing = [];
    for (const row of database.prepare<[number], TextRow>(newerSql).iterate(from)) {
      const isNew = row.place > this.#last;
      if (!isNew && !before.has(row.place)) continue;
      this.#count += isNew ? 1 : 0;
      this.#last = Math.max(this.#last, row.place);
      if (row.streaming === 1) this.#growing.push(row);
      else if (this.complete) this.#keep(row);
    }
  }

  #keep(row: TextRow): void {
    const text = searchedText(row);
    const segments = this.#chats.get(row.chat) ?? [];
    this.#chats.set(row.chat, segments);
    let segment = segments.at(-1);
    if (segment === undefined || segment.units > SEGMENT_UNITS) {
      segment = { signature: new TextSignature(), texts: [], units: 0 };
      segments.push(segment);
    }
    segment.texts.push(text);
    segment.signature.add(text.folded);
    segment.units += text.folded.length;
    this.#units += text.folded.length;
  }
}

export function hasAll(folded: string, words: readonly string[]): boolean {
  return words.every((word) => folded.includes(word));
}

function searchedText({ id, text, createdAt }: TextRow): SearchedText {
  return { id, folded: foldText(text), createdAt };
}

const newerSql = `
  SELECT rowid AS place, id, conversation_id AS chat, text, created_at AS createdAt, status = 'streaming' AS streaming
  FROM messages WHERE rowid > ? ORDER BY rowid`;
