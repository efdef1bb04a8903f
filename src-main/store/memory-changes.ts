import type { Database, Statement } from 'better-sqlite3';
import { TuteeError } from '#shared/errors.ts';
import type { Memory, MemoryAction, MemorySource, MemoryValue } from '#shared/memory.ts';
import type { MemoryConflicts } from './memory-conflicts.ts';
import { parseValue } from './memory-history.ts';
import type { ChangeOrigin, EventRow, MemoryHistory } from './memory-history.ts';
import type { MemoryProposals } from './memory-proposals.ts';
import type { MemoryRecords } from './memory-records.ts';
import { uuid7 } from './uuid7.ts';
import type { UnitVectors } from './vector-index.ts';

/** One step of a change; see `MemoryStep` in teachability's ports, which this is the store's side of. */
export type ChangeStep =
  | {
      readonly type: 'add';
      readonly id: string;
      readonly value: MemoryValue;
      readonly source: MemorySource;
      readonly vectors: UnitVectors | null;
      readonly replaces?: readonly string[];
    }
  | {
      readonly type: 'update';
      readonly id: string;
      readonly action: Exclude<MemoryAction, 'learned' | 'confirmed' | 'undone'>;
      readonly value: MemoryValue;
      readonly vectors?: UnitVectors | null;
      readonly supersededBy?: string | null;
    }
  | { readonly type: 'confirm'; readonly id: string }
  | { readonly type: 'conflict'; readonly id: string; readonly with: string; readonly reason: string };

type UpdateStep = Extract<ChangeStep, { type: 'update' }>;
type AddStep = Extract<ChangeStep, { type: 'add' }>;

/** Applies changes to memories and takes them back, each with its lines of history. Callers give the transaction. */
export class MemoryChanges {
  readonly #records: MemoryRecords;
  readonly #history: MemoryHistory;
  readonly #conflicts: MemoryConflicts;
  readonly #proposals: MemoryProposals;
  readonly #successor: Statement<[number], number | null>;

  constructor(
    database: Database,
    records: MemoryRecords,
    history: MemoryHistory,
    conflicts: MemoryConflicts,
    proposals: MemoryProposals,
  ) {
    this.#records = records;
    this.#history = history;
    this.#conflicts = conflicts;
    this.#proposals = proposals;
    this.#successor = database
      .prepare<[number], number | null>('SELECT superseded_by FROM memories WHERE id = ?')
      .pluck();
  }

  /**
   * Additions come first, so that a memory may be superseded by one of the same change in whatever order they are given.
   * @param changeId of the change that these steps are a part of, when they are not all of it.
   */
  apply(
    steps: readonly ChangeStep[],
    origin: ChangeOrigin,
    changeId = uuid7(),
  ): { changeId: string; memories: Memory[] } {
    for (const step of steps) if (step.type === 'add') this.#add(step, changeId, origin);
    for (const step of steps) {
      if (step.type === 'update') this.#update(step, changeId, origin);
      else if (step.type === 'confirm') this.#confirm(step.id, changeId, origin);
      else if (step.type === 'conflict') this.#conflicts.add(step.id, step.with, step.reason, origin.at);
    }
    const ids = [...new Set(steps.map((step) => step.id))];
    return { changeId, memories: ids.map((id) => this.#records.need(id).memory) };
  }

  #add(step: AddStep, changeId: string, origin: ChangeOrigin): void {
    const memoryRow = this.#records.add({ ...step, at: origin.at });
    const replaced = (step.replaces ?? []).map((id) => this.#records.need(id).row);
    this.#proposals.add(memoryRow, replaced);
    if (step.value.status === 'active') this.#proposals.accept(step.value.text);
    this.#history.append(
      {
        changeId,
        memoryRow,
        action: 'learned',
        before: null,
        after: step.value,
        supersededBefore: null,
        supersededAfter: null,
        confirmations: 0,
        undoes: null,
      },
      origin,
    );
  }

  #update(step: UpdateStep, changeId: string, origin: ChangeOrigin): void {
    const stored = this.#records.need(step.id);
    const supersededBefore = this.#successorOf(stored.row);
    const supersededAfter = this.#nextSuccessor(step, supersededBefore);
    this.#records.change(stored, {
      value: step.value,
      supersededBy: supersededAfter,
      vectors: step.vectors ?? null,
      at: origin.at,
    });
    if (step.action === 'rejected') this.#proposals.reject(stored.memory.text, origin.at);
    else if (step.value.status === 'active') this.#proposals.accept(step.value.text);
    this.#history.append(
      {
        changeId,
        memoryRow: stored.row,
        action: step.action,
        before: stored.memory,
        after: step.value,
        supersededBefore,
        supersededAfter,
        confirmations: 0,
        undoes: null,
      },
      origin,
    );
  }

  #confirm(id: string, changeId: string, origin: ChangeOrigin): void {
    const { row, memory } = this.#records.need(id);
    const superseded = this.#successorOf(row);
    this.#records.confirm(row, 1);
    this.#history.append(
      {
        changeId,
        memoryRow: row,
        action: 'confirmed',
        before: memory,
        after: memory,
        supersededBefore: superseded,
        supersededAfter: superseded,
        confirmations: 1,
        undoes: null,
      },
      origin,
    );
  }

  /** Throws `not_found` for an unknown change, `changed_since` when it was undone or a memory of it changed again. */
  undo(changeId: string, origin: ChangeOrigin): Memory[] {
    const events = this.#history.ofChange(changeId);
    if (events.length === 0)
      throw new TuteeError('not_found', 'There is no such change to take back.', { detail: changeId });
    const byMemory = Map.groupBy(events, (event) => event.memory_id);
    if (this.#history.isUndone(changeId)) throw changedSince('This change was already taken back.');
    for (const [row, ofMemory] of byMemory) {
      if (this.#history.changedAfter(row, Math.max(...ofMemory.map((event) => event.seq)))) {
        throw changedSince('This memory was changed again since. Open it to change or forget it.');
      }
    }
    const undoing = uuid7();
    return [...byMemory.values()].map((ofMemory) => this.#takeBack(ofMemory, undoing, origin));
  }

  /** @param events what one change did to one memory, oldest first. */
  #takeBack(events: readonly EventRow[], undoing: string, origin: ChangeOrigin): Memory {
    const [first] = events;
    if (first === undefined) throw new Error('A change without events has nothing to take back');
    const row = first.memory_id;
    const memory = this.#records.atRow(row);
    const value: MemoryValue =
      first.before === null ? { ...memory, status: 'forgotten' } : parseValue(first.before);
    const confirmations = -events.reduce((sum, event) => sum + event.confirmations, 0);
    const supersededBefore = this.#successorOf(row);
    this.#records.change(
      { row, memory },
      { value, supersededBy: first.superseded_before, vectors: null, at: origin.at },
    );
    this.#records.confirm(row, confirmations);
    if (events.some((event) => event.action === 'rejected')) this.#proposals.accept(value.text);
    this.#history.append(
      {
        changeId: undoing,
        memoryRow: row,
        action: 'undone',
        before: memory,
        after: value,
        supersededBefore,
        supersededAfter: first.superseded_before,
        confirmations,
        undoes: first.change_id,
      },
      origin,
    );
    return this.#records.atRow(row);
  }

  #successorOf(row: number): number | null {
    return this.#successor.get(row) ?? null;
  }

  /** A memory that is not superseded has no successor, unless the step names one. */
  #nextSuccessor(step: UpdateStep, current: number | null): number | null {
    if (step.supersededBy === undefined) return step.value.status === 'superseded' ? current : null;
    return step.supersededBy === null ? null : this.#records.need(step.supersededBy).row;
  }
}

function changedSince(message: string): TuteeError {
  return new TuteeError('changed_since', message);
}
