import type { Migration } from './migration.ts';

/**
 * Finds the turns before and after an imported chat turn. The turns of a conversation are imported in order, so row order is conversation
 * order. Takes about 45 bytes for each imported turn and nothing for other memories.
 */
export const importedTurns: Migration = {
  id: 7,
  name: 'imported-turns',
  up: (database) => {
    database.exec(`
      CREATE INDEX memories_imported_turns ON memories (source_conversation_id, id)
        WHERE origin = 'import' AND source_conversation_id IS NOT NULL;
    `);
  },
};
