import type { Database, Statement } from 'better-sqlite3';
import { anyPhraseExpression, phraseExpressions } from './match-expression.ts';

interface Query {
  readonly expression: string;
  readonly limit: number;
}

/** Texts and cues of private memories of any status that contain any of some words. */
export class PrivateTexts {
  readonly #any: Statement<[], number>;
  readonly #containing: Statement<[Query], string>;

  constructor(database: Database) {
    this.#any = database.prepare<[], number>('SELECT 1 FROM memories WHERE private = 1 LIMIT 1').pluck();
    this.#containing = database.prepare<[Query], string>(containingSql).pluck();
  }

  containing(words: readonly string[], limit: number): string[] {
    const phrases = phraseExpressions(words);
    // Most users have no private memories, and looking words up would slow every request.
    if (phrases.length === 0 || this.#any.get() === undefined) return [];
    return this.#containing.all({ expression: anyPhraseExpression(phrases), limit });
  }
}

const containingSql = `
  SELECT u.text FROM memory_words w CROSS JOIN memory_units u ON u.id = w.rowid
    CROSS JOIN memories m ON m.id = u.memory_id
  WHERE w.memory_words MATCH :expression AND m.private = 1 ORDER BY w.rank LIMIT :limit`;
