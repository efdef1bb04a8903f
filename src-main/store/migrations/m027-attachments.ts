import type { Migration } from './migration.ts';

/**
 * Files attached to messages. The files lie beside the database under the hash of their content; the database contains their rows and
 * extracted texts. An attachment is deleted with its last message (by triggers, so that every way of deleting a chat does it). Its hash
 * stays in attachment_leftovers until the file is deleted too, so that a killed process loses none.
 */
export const attachments: Migration = {
  id: 27,
  name: 'attachments',
  up(database) {
    database.exec(`
      -- cut: what was left out when the file was read, in words; NULL: nothing.
      CREATE TABLE attachments (
        id TEXT PRIMARY KEY,
        hash TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        media_type TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        tokens INTEGER NOT NULL,
        cut TEXT,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX attachments_hash ON attachments (hash);
      -- Apart, because up to 400,000 characters would slow down every list of them.
      CREATE TABLE attachment_texts (
        attachment_id TEXT PRIMARY KEY REFERENCES attachments (id) ON DELETE CASCADE,
        text TEXT NOT NULL
      ) STRICT;
      CREATE TABLE message_attachments (
        message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        attachment_id TEXT NOT NULL REFERENCES attachments (id) ON DELETE CASCADE,
        PRIMARY KEY (message_id, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX message_attachments_attachment ON message_attachments (attachment_id);
      -- Hashes of files that perhaps nothing has any more.
      CREATE TABLE attachment_leftovers (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      -- The files, in a backup only: a backup is one file. Emptied when it is opened as the database.
      CREATE TABLE attachment_files (hash TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;

      CREATE TRIGGER message_attachments_deleted AFTER DELETE ON message_attachments BEGIN
        DELETE FROM attachments WHERE id = old.attachment_id
          AND NOT EXISTS (SELECT 1 FROM message_attachments WHERE attachment_id = old.attachment_id);
      END;
      CREATE TRIGGER attachments_deleted AFTER DELETE ON attachments BEGIN
        INSERT OR IGNORE INTO attachment_leftovers (hash) VALUES (old.hash);
      END;
    `);
  },
};
