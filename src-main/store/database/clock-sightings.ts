import type { Database } from 'better-sqlite3';
import * as z from 'zod';
import { transactSoon } from './transact.ts';

const sightingSchema = z.strictObject({
  /** What the clock showed, in ms since 1970 UTC. */
  at: z.int(),
  /** Until when nothing is deleted because its time is over. */
  heldUntil: z.int(),
});
export type ClockSighting = z.infer<typeof sightingSchema>;

/** What the clock showed when it was last looked at; where that is not known, the newest time that anything was written at. */
export class ClockSightings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Null: nothing was ever written. */
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
    transactSoon(this.#database, () =>
      this.#database
        .prepare(`INSERT OR REPLACE INTO worked_out (name, made_of, result) VALUES ('clock', '', ?)`)
        .run(Buffer.from(JSON.stringify(sighting))),
    );
  }
}
