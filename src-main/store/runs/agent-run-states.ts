import type { Database, Statement } from 'better-sqlite3';
import { diffJson, applyDiff } from './json-diff.ts';
import type { Json, JsonDiff } from './json-diff.ts';

/** Shorter states, in UTF-16 units, are always written entirely: diffs would save nothing. */
const MIN_DIFFED_LENGTH = 8_192;

interface StoredState {
  /** A private copy: the caller may modify the state it passed. */
  readonly state: Json;
  /** Length of the last snapshot, and of all diffs since, in UTF-16 units. */
  readonly snapshotLength: number;
  readonly diffLength: number;
  /** Sequence number of the next diff. */
  readonly next: number;
}

/**
 * The states that runs resume from. A state grows with every message and is saved after every turn; written entirely
 * each time, a thousand turns would write a thousand times the conversation. So diffs are written, and a new snapshot
 * once the diffs are longer than the last. Call within a transaction. Record:
 * docs/decisions/2026-11-24-run-states-are-kept-as-changes.md.
 */
export class AgentRunStates {
  /** What the file contains, by active run. */
  readonly #stored = new Map<string, StoredState>();
  readonly #put: Statement<[string | null, string]>;
  readonly #add: Statement<[string, number, string]>;
  readonly #clear: Statement<[string]>;
  readonly #snapshot: Statement<[string], string | null>;
  readonly #changes: Statement<[string], string>;

  constructor(database: Database) {
    this.#put = database.prepare('UPDATE agent_runs SET state = ? WHERE id = ?');
    this.#add = database.prepare(
      'INSERT INTO agent_run_state_changes (run_id, seq, changes) VALUES (?, ?, ?)',
    );
    this.#clear = database.prepare('DELETE FROM agent_run_state_changes WHERE run_id = ?');
    this.#snapshot = database
      .prepare<[string], string | null>('SELECT state FROM agent_runs WHERE id = ?')
      .pluck();
    this.#changes = database
      .prepare<[string], string>('SELECT changes FROM agent_run_state_changes WHERE run_id = ? ORDER BY seq')
      .pluck();
  }

  /** @param isActive true when the run will write again soon, so that the file's content stays cached. */
  write(runId: string, state: unknown, isActive: boolean): void {
    const stored = this.#stored.get(runId) ?? this.#read(runId);
    // After a failure the state is read from the file again.
    this.#stored.delete(runId);
    const appended = stored === null ? null : this.#appendDiff(runId, stored, state as Json);
    const written = appended ?? this.#writeSnapshot(runId, state);
    if (isActive) this.#stored.set(runId, written);
  }

  /** Null when there is none. */
  read(runId: string): unknown {
    return this.#read(runId)?.state ?? null;
  }

  /** Drops the cached state after a rollback or a purge: the file does not contain it. */
  forget(runId: string): void {
    this.#stored.delete(runId);
  }

  #read(runId: string): StoredState | null {
    const whole = this.#snapshot.get(runId) ?? null;
    if (whole === null) return null;
    const changes = this.#changes.all(runId);
    const state = changes
      .map((text) => JSON.parse(text) as JsonDiff)
      .reduce(applyDiff, JSON.parse(whole) as Json);
    const length = changes.reduce((sum, text) => sum + text.length, 0);
    return { state, snapshotLength: whole.length, diffLength: length, next: changes.length };
  }

  /** Null when a snapshot would be shorter. */
  #appendDiff(runId: string, stored: StoredState, state: Json): StoredState | null {
    if (stored.snapshotLength < MIN_DIFFED_LENGTH) return null;
    const changes = diffJson(stored.state, state);
    if (changes === null) return stored;
    const text = JSON.stringify(changes);
    if (stored.diffLength + text.length > stored.snapshotLength) return null;
    this.#add.run(runId, stored.next, text);
    // Parsed from text, so that nothing is shared with the caller's state.
    const next = applyDiff(stored.state, JSON.parse(text) as JsonDiff);
    return {
      state: next,
      snapshotLength: stored.snapshotLength,
      diffLength: stored.diffLength + text.length,
      next: stored.next + 1,
    };
  }

  #writeSnapshot(runId: string, state: unknown): StoredState {
    const text = JSON.stringify(state);
    this.#put.run(text, runId);
    this.#clear.run(runId);
    return { state: JSON.parse(text) as Json, snapshotLength: text.length, diffLength: 0, next: 0 };
  }
}
