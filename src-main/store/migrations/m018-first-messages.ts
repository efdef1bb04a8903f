import type { Migration } from './migration.ts';

/** An index for versions of first messages, which are looked up whenever a chat is shown. One short entry for each chat. */
export const firstMessages: Migration = {
  id: 18,
  name: 'first-messages',
  up: (database) => {
    database.exec(
      'CREATE INDEX messages_first ON messages (conversation_id, created_at, id) WHERE parent_id IS NULL',
    );
  },
};
