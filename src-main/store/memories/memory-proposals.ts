import type { Database, Statement } from 'better-sqlite3';
import { normalizedText, textKey } from './text-key.ts';

/** Which memories pending ones would replace, and which texts the user rejected. Call within a transaction. */
export class MemoryProposals {
  readonly #insert: Statement<[number, number]>;
  readonly #replacedBy: Statement<[string], string>;
  readonly #reject: Statement<[Buffer, number]>;
  readonly #accept: Statement<[Buffer]>;
  readonly #rejected: Statement<[Buffer], number>;

  constructor(database: Database) {
    this.#insert = database.prepare(
      'INSERT OR IGNORE INTO memory_replacements (memory_id, replaced_id) VALUES (?, ?)',
    );
    this.#replacedBy = database
      .prepare<[string], string>(
        `SELECT o.public_id FROM memories m JOIN memory_replacements r ON r.memory_id = m.id
         JOIN memories o ON o.id = r.replaced_id WHERE m.public_id = ? ORDER BY o.id`,
      )
      .pluck();
    this.#reject = database.prepare(
      'INSERT OR REPLACE INTO rejected_texts (text_key, rejected_at) VALUES (?, ?)',
    );
    this.#accept = database.prepare('DELETE FROM rejected_texts WHERE text_key = ?');
    this.#rejected = database
      .prepare<[Buffer], number>('SELECT 1 FROM rejected_texts WHERE text_key = ?')
      .pluck();
  }

  /** @param replaced rows of the memories that approving this pending one supersedes. */
  add(memoryRow: number, replaced: readonly number[]): void {
    for (const row of replaced) this.#insert.run(memoryRow, row);
  }

  /** Ids of the memories that a pending one would replace. */
  replacedBy(id: string): string[] {
    return this.#replacedBy.all(id);
  }

  reject(text: string, at: number): void {
    if (normalizedText(text) !== '') this.#reject.run(textKey(text), at);
  }

  /** Forgets that the user rejected this text. */
  accept(text: string): void {
    this.#accept.run(textKey(text));
  }

  wasRejected(text: string): boolean {
    return normalizedText(text) !== '' && this.#rejected.get(textKey(text)) !== undefined;
  }
}
