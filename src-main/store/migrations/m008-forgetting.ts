import type { Migration } from './migration.ts';

/**
 * History is append-only with one exception: when a memory is forgotten for good, events of other memories no longer name it as their
 * successor.
 */
export const forgetting: Migration = {
  id: 8,
  name: 'forgetting',
  up: (database) => {
    database.exec(`
      DROP TRIGGER memory_events_are_kept;
      CREATE TRIGGER memory_events_are_kept BEFORE UPDATE OF seq, id, change_id, memory_id, at, actor, action, before, after,
        confirmations, undoes, conversation_id, message_id ON memory_events
      BEGIN
        SELECT RAISE(ABORT, 'history is append-only');
      END;
      CREATE TRIGGER memory_events_lose_successors BEFORE UPDATE OF superseded_before, superseded_after ON memory_events
      WHEN (new.superseded_before IS NOT NULL AND new.superseded_before IS NOT old.superseded_before)
        OR (new.superseded_after IS NOT NULL AND new.superseded_after IS NOT old.superseded_after)
      BEGIN
        SELECT RAISE(ABORT, 'history is append-only');
      END;
    `);
  },
};
