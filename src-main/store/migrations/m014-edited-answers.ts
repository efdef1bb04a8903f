import type { Migration } from './migration.ts';

/**
 * Records from which answer a user's version was made. Answers edited before this migration have no row; they are recognised by their
 * position among their siblings.
 */
export const editedAnswers: Migration = {
  id: 14,
  name: 'edited-answers',
  up: (database) => {
    database.exec(`
      CREATE TABLE edited_answers (
        message_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        original_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX edited_answers_original ON edited_answers (original_id);
    `);
  },
};
