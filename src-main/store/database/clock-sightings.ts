import type { Database } from 'better-sqlite3';
import * as z from 'zod';
import { transactUnsynced } from './transact.ts';

const sightingSchema = z.strictObject({
  /** The clock's time, in ms since 1970 UTC. */
  at: z.int(),
  /** Expiry deletes nothing before this time. */
  heldUntil: z.int(),
});
export type ClockSighting = z.infer<typeof sightingSchema>;

/** The system clock's time at the last look; if none was recorded, the newest time in the database. */
export class ClockSightings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Null when nothing was ever written. */
  last(): ClockSighting | null {
    const kept = this.#database
      .prepare<[], Buffer | string>(`SELECT result FROM worked_out WHERE name = 'clock'`)
      .pluck()
      .get();
    if (kept !== undefined) {
      const parsed = sightingSchema.safeParse(JSON.parse(kept.toString()));
      if (parsed.success) return parsed.data;
    }
    const at = this.#database
      .prepare<[], number | null>(
        'SELECT max((SELECT max(at) FROM memory_events), (SELECT max(updated_at) FROM conversations))',
      )
      .pluck()
      .get();
    return at == null ? null : { at, heldUntil: 0 };
  }

  keep(sighting: ClockSighting): void {
    transactUnsynced(this.#database, () =>
      this.#database
        .prepare(`INSERT OR REPLACE INTO worked_out (name, made_of, result) VALUES ('clock', '', ?)`)
        .run(Buffer.from(JSON.stringify(sighting))),
    );
  }
}
