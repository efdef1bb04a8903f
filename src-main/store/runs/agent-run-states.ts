import type { Database, Statement } from 'better-sqlite3';
import { changesBetween, withChanges } from './state-changes.ts';
import type { Json, StateChange } from './state-changes.ts';

/** Below this, in UTF-16 units, a state is written whole: nothing is won by less. */
const SMALL = 8_192;

interface Written {
  /** A copy of its own: whoever gave the state may change it. */
  readonly state: Json;
  /** How long the last whole state is, and the changes since together, in UTF-16 units. */
  readonly whole: number;
  readonly changes: number;
  /** Which change is next. */
  readonly next: number;
}

/**
 * What runs go on from. A state grows with everything said, and is kept after every turn: written whole each time, a thousand
 * turns would write a thousand times what they said. So changes are written, and the whole again once the changes are longer
 * than it. Callers give the transaction. Record: docs/decisions/2026-11-24-run-states-are-kept-as-changes.md.
 */
export class AgentRunStates {
  /** By run that is under way: what the file holds. */
  readonly #written = new Map<string, Written>();
  readonly #put: Statement<[string | null, string]>;
  readonly #add: Statement<[string, number, string]>;
  readonly #clear: Statement<[string]>;
  readonly #whole: Statement<[string], string | null>;
  readonly #changes: Statement<[string], string>;

  constructor(database: Database) {
    this.#put = database.prepare('UPDATE agent_runs SET state = ? WHERE id = ?');
    this.#add = database.prepare(
      'INSERT INTO agent_run_state_changes (run_id, seq, changes) VALUES (?, ?, ?)',
    );
    this.#clear = database.prepare('DELETE FROM agent_run_state_changes WHERE run_id = ?');
    this.#whole = database
      .prepare<[string], string | null>('SELECT state FROM agent_runs WHERE id = ?')
      .pluck();
    this.#changes = database
      .prepare<[string], string>('SELECT changes FROM agent_run_state_changes WHERE run_id = ? ORDER BY seq')
      .pluck();
  }

  /** @param underWay whether it will be written again soon: what the file holds is kept at hand then. */
  write(runId: string, state: unknown, underWay: boolean): void {
    const known = this.#written.get(runId) ?? this.#read(runId);
    // Whatever goes wrong below, it is read from the file the next time.
    this.#written.delete(runId);
    const changed = known === null ? null : this.#writeChanges(runId, known, state as Json);
    const written = changed ?? this.#writeWhole(runId, state);
    if (underWay) this.#written.set(runId, written);
  }

  /** Null when none was kept. */
  read(runId: string): unknown {
    return this.#read(runId)?.state ?? null;
  }

  /** What was written in a transaction that came to nothing is not in the file; nor is what was forgotten for good. */
  forget(runId: string): void {
    this.#written.delete(runId);
  }

  #read(runId: string): Written | null {
    const whole = this.#whole.get(runId) ?? null;
    if (whole === null) return null;
    const changes = this.#changes.all(runId);
    const state = changes
      .map((text) => JSON.parse(text) as StateChange)
      .reduce(withChanges, JSON.parse(whole) as Json);
    const length = changes.reduce((sum, text) => sum + text.length, 0);
    return { state, whole: whole.length, changes: length, next: changes.length };
  }

  /** Null: there is so much to write that the whole is no more. */
  #writeChanges(runId: string, known: Written, state: Json): Written | null {
    if (known.whole < SMALL) return null;
    const changes = changesBetween(known.state, state);
    if (changes === null) return known;
    const text = JSON.stringify(changes);
    if (known.changes + text.length > known.whole) return null;
    this.#add.run(runId, known.next, text);
    // From its text, so that nothing of it is shared with whoever gave it.
    const next = withChanges(known.state, JSON.parse(text) as StateChange);
    return { state: next, whole: known.whole, changes: known.changes + text.length, next: known.next + 1 };
  }

  #writeWhole(runId: string, state: unknown): Written {
    const text = JSON.stringify(state);
    this.#put.run(text, runId);
    this.#clear.run(runId);
    return { state: JSON.parse(text) as Json, whole: text.length, changes: 0, next: 0 };
  }
}
