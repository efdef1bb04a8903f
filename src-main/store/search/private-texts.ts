import type { Database, Statement } from 'better-sqlite3';
import { anyOf, phraseExpressions } from './match-expression.ts';

interface Query {
  readonly expression: string;
  readonly limit: number;
}

/** Texts and cues of private memories of every status that hold any of some words. */
export class PrivateTexts {
  readonly #any: Statement<[], number>;
  readonly #holding: Statement<[Query], string>;

  constructor(database: Database) {
    this.#any = database.prepare<[], number>('SELECT 1 FROM memories WHERE private = 1 LIMIT 1').pluck();
    this.#holding = database.prepare<[Query], string>(holdingSql).pluck();
  }

  holding(words: readonly string[], limit: number): string[] {
    const phrases = phraseExpressions(words);
    // Most people keep nothing private, and looking words up would cost every request something.
    if (phrases.length === 0 || this.#any.get() === undefined) return [];
    return this.#holding.all({ expression: anyOf(phrases), limit });
  }
}

const holdingSql = `
  SELECT u.text FROM memory_words w CROSS JOIN memory_units u ON u.id = w.rowid
    CROSS JOIN memories m ON m.id = u.memory_id
  WHERE w.memory_words MATCH :expression AND m.private = 1 ORDER BY w.rank LIMIT :limit`;
