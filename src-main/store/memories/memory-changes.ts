import { TuteeError } from '#shared/errors.ts';
import type { Memory, MemoryValue } from '#shared/memory/memory.ts';
import type { ChangeStep } from './change-step.ts';
import type { MemoryConflicts } from './memory-conflicts.ts';
import { parseValue } from './memory-history.ts';
import type { ChangeOrigin, EventRow, MemoryHistory } from './memory-history.ts';
import type { MemoryProposals } from './memory-proposals.ts';
import type { MemoryRecords, StoredMemory } from './memory-records.ts';
import { inheritPrivacy } from './private-inheritance.ts';
import { uuid7 } from '../database/uuid7.ts';

type UpdateStep = Extract<ChangeStep, { type: 'update' }>;
type AddStep = Extract<ChangeStep, { type: 'add' }>;

/** Applies changes to memories and undoes them, with their history events. Call within a transaction. */
export class MemoryChanges {
  readonly #records: MemoryRecords;
  readonly #history: MemoryHistory;
  readonly #conflicts: MemoryConflicts;
  readonly #proposals: MemoryProposals;

  constructor(
    records: MemoryRecords,
    history: MemoryHistory,
    conflicts: MemoryConflicts,
    proposals: MemoryProposals,
  ) {
    this.#records = records;
    this.#history = history;
    this.#conflicts = conflicts;
    this.#proposals = proposals;
  }

  /**
   * Applies the steps: additions first, so that a memory may be superseded by one of the same change in any order.
   * Whatever replaces a private memory becomes private. Throws `not_found`.
   * @param changeId id of a larger change that these steps belong to; default: a new id.
   */
  apply(
    requested: readonly ChangeStep[],
    origin: ChangeOrigin,
    changeId = uuid7(),
  ): { changeId: string; memories: Memory[] } {
    const steps = inheritPrivacy(requested, (ids) => this.#records.findStored(ids));
    const ids = [...new Set(steps.map((step) => step.id))];
    for (const step of steps) if (step.type === 'add') this.#add(step, changeId, origin);
    const stored = this.#records.findStored(ids);
    const touched = new Set<string>();
    for (const step of steps) {
      if (step.type === 'conflict') this.#conflicts.add(step.id, step.with, step.reason, origin.at);
      if (step.type !== 'update' && step.type !== 'confirm') continue;
      const known = touched.has(step.id) ? undefined : stored.get(step.id);
      const found = known ?? this.#records.need(step.id);
      touched.add(step.id);
      if (step.type === 'update') this.#update(step, found, changeId, origin);
      else this.#confirm(found, changeId, origin);
    }
    const now = this.#records.findStored(ids);
    return { changeId, memories: ids.map((id) => (now.get(id) ?? this.#records.need(id)).memory) };
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

  #update(step: UpdateStep, stored: StoredMemory, changeId: string, origin: ChangeOrigin): void {
    const supersededBefore = stored.successor;
    const supersededAfter = this.#nextSuccessor(step, supersededBefore);
    this.#records.change(stored, {
      value: step.value,
      supersededBy: supersededAfter,
      vectors: step.vectors ?? null,
      at: origin.at,
    });
    if (step.action === 'rejected') this.#proposals.reject(stored.memory.text, origin.at);
    else if (isWantedAgain(stored.memory, step.value)) this.#proposals.accept(step.value.text);
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

  #confirm({ row, memory, successor }: StoredMemory, changeId: string, origin: ChangeOrigin): void {
    this.#records.confirm(row, 1);
    this.#history.append(
      {
        changeId,
        memoryRow: row,
        action: 'confirmed',
        before: memory,
        after: memory,
        supersededBefore: successor,
        supersededAfter: successor,
        confirmations: 1,
        undoes: null,
      },
      origin,
    );
  }

  /**
   * Undoes a whole change. Throws `not_found` for an unknown change, `changed_since` when it was undone already or one
   * of its memories changed again.
   */
  undo(changeId: string, origin: ChangeOrigin): Memory[] {
    const ids = [...new Set(this.#history.changed(changeId, 0, Number.MAX_SAFE_INTEGER).ids)];
    if (ids.length === 0)
      throw new TuteeError('not_found', 'There is no such change to take back.', { detail: changeId });
    if (this.undoable(changeId, ids).length === 0)
      throw new TuteeError('changed_since', 'This change was already taken back.');
    return this.takeBack(changeId, ids, origin);
  }

  /** The ids among these in which the change is not undone yet. Throws `changed_since` when one changed again. */
  undoable(changeId: string, ids: readonly string[]): readonly string[] {
    const { ready, changedSince } = this.#history.undoState(changeId, ids);
    if (changedSince.length === 0) return ready;
    throw new TuteeError(
      'changed_since',
      changedSince.length + ready.length > 1
        ? 'One of these memories was changed again since. Open it to change or forget it.'
        : 'This memory was changed again since. Open it to change or forget it.',
    );
  }

  /**
   * Undoes a change in these memories; skips those that changed again since or in which it is already undone.
   * @param undoing id of a larger undo that this belongs to; default: a new id.
   */
  takeBack(changeId: string, ids: readonly string[], origin: ChangeOrigin, undoing = uuid7()): Memory[] {
    const { ready } = this.#history.undoState(changeId, ids);
    const stored = this.#records.findStored(ready);
    const events = Map.groupBy(this.#history.ofChange(changeId, ready), (event) => event.memory_public_id);
    for (const id of ready) {
      const [changeEvents, before] = [events.get(id), stored.get(id)];
      if (changeEvents !== undefined && before !== undefined)
        this.#takeBack(before, changeEvents, undoing, origin);
    }
    return this.#records.findAll(ready);
  }

  /** @param events the events of one change in one memory, oldest first. */
  #takeBack(stored: StoredMemory, events: readonly EventRow[], undoing: string, origin: ChangeOrigin): void {
    const [first] = events;
    if (first === undefined) throw new Error('A change without events has nothing to take back');
    const { row, memory, successor } = stored;
    const value: MemoryValue =
      first.before === null ? { ...memory, status: 'forgotten' } : parseValue(first.before);
    const confirmations = -events.reduce((sum, event) => sum + event.confirmations, 0);
    this.#records.change(stored, {
      value,
      supersededBy: first.superseded_before,
      vectors: null,
      at: origin.at,
    });
    if (confirmations !== 0) this.#records.confirm(row, confirmations);
    if (events.some((event) => event.action === 'rejected')) this.#proposals.accept(value.text);
    this.#history.append(
      {
        changeId: undoing,
        memoryRow: row,
        action: 'undone',
        before: memory,
        after: value,
        supersededBefore: successor,
        supersededAfter: first.superseded_before,
        confirmations,
        undoes: first.change_id,
      },
      origin,
    );
  }

  /** Only superseded memories have a successor, unless the step names one. */
  #nextSuccessor(step: UpdateStep, current: number | null): number | null {
    if (step.supersededBy === undefined) return step.value.status === 'superseded' ? current : null;
    return step.supersededBy === null ? null : this.#records.need(step.supersededBy).row;
  }
}

/** A rejected text is wanted again when an active memory comes to contain it. */
function isWantedAgain(before: MemoryValue, after: MemoryValue): boolean {
  return after.status === 'active' && (before.status !== 'active' || before.text !== after.text);
}
