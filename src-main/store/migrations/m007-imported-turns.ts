import type { Migration } from './migration.ts';

/**
 * Finds what was said before and after an imported chat turn. Turns of one conversation are imported in their order, so the
 * order of rows is the order of talk. Costs about 45 bytes an imported turn and nothing for other memories.
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
