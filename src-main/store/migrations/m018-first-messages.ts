import type { Migration } from './migration.ts';

/** A first message can be changed too: its versions are looked up with every look at its chat. One short entry a chat. */
export const firstMessages: Migration = {
  id: 18,
  name: 'first-messages',
  up: (database) => {
    database.exec(
      'CREATE INDEX messages_first ON messages (conversation_id, created_at, id) WHERE parent_id IS NULL',
    );
  },
};
