import type { Migration } from './migration.ts';

/** Where a chat is listed: pinned on top, in the archive, or for a minute in the bin. A few bytes a chat. */
export const chatPlaces: Migration = {
  id: 30,
  name: 'chat-places',
  up: (database) => {
    database.exec(`
      -- When it was pinned, in ms since 1970 UTC. NULL: it is not.
      ALTER TABLE conversations ADD COLUMN pinned_at INTEGER;
      -- When it was put into the archive. NULL: it is not there.
      ALTER TABLE conversations ADD COLUMN archived_at INTEGER;
      -- When it was deleted; it is removed once that can no longer be undone. NULL: it is not deleted.
      ALTER TABLE conversations ADD COLUMN deleted_at INTEGER;
      CREATE INDEX conversations_deleted ON conversations (deleted_at) WHERE deleted_at IS NOT NULL;
    `);
  },
};
