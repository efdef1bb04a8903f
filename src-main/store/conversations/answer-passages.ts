import type { Database, Statement } from 'better-sqlite3';
import type { Citation } from '#shared/knowledge/knowledge.ts';
import type { Place } from '#shared/knowledge/place.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';
import { transact } from '../database/transact.ts';

/** A passage that an answer was given; its text is in the file. */
export interface StoredCitation {
  readonly number: number;
  readonly sourceId: string;
  /** The path of the file within its source, with `/`. */
  readonly path: string;
  readonly place: Place;
  readonly heading: string;
  /** Of the passage's text. */
  readonly digest: string;
  /** True: only for models on this machine. */
  readonly onlyHere: boolean;
}

interface PassageRow {
  readonly number: number;
  readonly source_id: string;
  readonly path: string;
  readonly place: string;
  readonly heading: string;
  readonly digest: string;
  readonly only_here: 0 | 1;
}

/** Which passages of the user's files each answer was given. */
export class AnswerPassages {
  readonly #database: Database;
  readonly #of: Statement<[string], PassageRow>;
  readonly #delete: Statement<[string]>;
  readonly #insert: Statement<[PassageRow & { readonly message_id: string }]>;

  constructor(database: Database) {
    this.#database = database;
    this.#of = database.prepare(
      `SELECT number, source_id, path, place, heading, digest, only_here FROM answer_passages
       WHERE message_id = ? ORDER BY number`,
    );
    this.#delete = database.prepare('DELETE FROM answer_passages WHERE message_id = ?');
    this.#insert = database.prepare(
      `INSERT INTO answer_passages (message_id, number, source_id, path, place, heading, digest, only_here)
       SELECT id, :number, :source_id, :path, :place, :heading, :digest, :only_here FROM messages WHERE id = :message_id`,
    );
  }

  of(messageId: string): StoredCitation[] {
    return this.#of.all(messageId).map((row) => ({
      number: row.number,
      sourceId: row.source_id,
      path: row.path,
      place: JSON.parse(row.place) as Place,
      heading: row.heading,
      digest: row.digest,
      onlyHere: row.only_here === 1,
    }));
  }

  /** Replaces those of an earlier attempt; does nothing when the answer is gone. */
  save(messageId: string, passages: readonly StoredCitation[]): void {
    transact(this.#database, () => {
      this.#delete.run(messageId);
      for (const { number, sourceId, path, place, heading, digest, onlyHere } of passages)
        this.#insert.run({
          message_id: messageId,
          number,
          source_id: sourceId,
          path,
          place: JSON.stringify(place),
          heading,
          digest,
          only_here: onlyHere ? 1 : 0,
        });
    });
  }

  /** As the page shows them; empty for an answer without any. */
  citations(messageId: string): Citation[] {
    return this.of(messageId).map(({ number, path, place, heading }) => ({
      number,
      name: sanitizeName(path.slice(path.lastIndexOf('/') + 1)),
      place,
      heading,
    }));
  }
}
