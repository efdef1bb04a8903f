import type { ImportDecision } from '#shared/contract/transfer.ts';
import type { Memory, MemoryValue } from '#shared/memory/memory.ts';
import type { MemoryRecord, RecordedEvent } from '#shared/memory/memory-record.ts';
import { valueOf } from './plan-import.ts';
import type { PlannedRow } from './plan-import.ts';

export interface ImportChoices {
  /** For conflicts that are not named one by one. */
  readonly conflicts: ImportDecision;
  /** By row; a new memory is taken in unless its row says otherwise. */
  readonly rows: ReadonlyMap<number, ImportDecision>;
}

/** A memory that is here and gets another value. */
export interface ChangedValue {
  readonly id: string;
  readonly value: MemoryValue;
  readonly supersededBy: string | null;
}

/** What an import does, decided. */
export interface ImportWork {
  readonly added: readonly MemoryRecord[];
  readonly changed: readonly ChangedValue[];
}

export function decideImport(
  plan: readonly PlannedRow[],
  choices: ImportChoices,
  newId: () => string,
): ImportWork {
  const added: MemoryRecord[] = [];
  const changed: ChangedValue[] = [];
  for (const [row, planned] of plan.entries()) {
    const decision = decisionOn(planned, row, choices);
    if (decision === 'skip') continue;
    const { record, existing } = planned;
    if (existing === null) added.push(record);
    else if (decision === 'add')
      added.push(
        existing.id === record.id
          ? copyOf(inPlaceOf(existing, record), newId())
          : inPlaceOf(existing, record),
      );
    else if (planned.reason === 'subject') {
      added.push(inPlaceOf(existing, record));
      changed.push({ id: existing.id, value: supersededValue(existing), supersededBy: record.id });
    } else changed.push({ id: existing.id, value: valueOf(inPlaceOf(existing, record)), supersededBy: null });
  }
  const alias = aliases(plan);
  return { added: added.map((record) => withLinks(record, alias)), changed: onceEach(changed) };
}

function decisionOn({ group }: PlannedRow, row: number, choices: ImportChoices): ImportDecision {
  if (group === 'same') return 'skip';
  return choices.rows.get(row) ?? (group === 'add' ? 'add' : choices.conflicts);
}

/** A memory beside the one it was: a new one, whose history begins here. */
function copyOf(record: MemoryRecord, id: string): MemoryRecord {
  return { ...record, id, confirmCount: 0, history: [] };
}

/** What is private here stays so, whatever takes its place; a memory that is not as its history says begins a new one. */
function inPlaceOf(existing: Memory, record: MemoryRecord): MemoryRecord {
  return existing.private && !record.private ? { ...record, private: true, history: [] } : record;
}

function supersededValue(memory: Memory): MemoryValue {
  return { ...valueOf(memory), status: 'superseded' };
}

/** Two memories of a file may replace the same one here: the last counts. */
function onceEach(changed: readonly ChangedValue[]): ChangedValue[] {
  return [...new Map(changed.map((one) => [one.id, one])).values()];
}

/** Ids in the file of memories that are here under another id. */
function aliases(plan: readonly PlannedRow[]): ReadonlyMap<string, string> {
  return new Map(
    plan.flatMap(({ record, group, existing }) =>
      group === 'same' && existing !== null && existing.id !== record.id ? [[record.id, existing.id]] : [],
    ),
  );
}

function withLinks(record: MemoryRecord, alias: ReadonlyMap<string, string>): MemoryRecord {
  if (alias.size === 0) return record;
  const link = (id: string | null) => (id === null ? null : (alias.get(id) ?? id));
  const history = record.history.map((event): RecordedEvent => ({
    ...event,
    supersededBefore: link(event.supersededBefore),
    supersededAfter: link(event.supersededAfter),
  }));
  return { ...record, supersededBy: link(record.supersededBy), history };
}
