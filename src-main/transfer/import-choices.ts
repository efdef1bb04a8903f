import type { ImportDecision } from '#shared/contract/transfer.ts';
import type { Memory, MemoryValue } from '#shared/memory/memory.ts';
import type { MemoryRecord, RecordedEvent } from '#shared/memory/memory-record.ts';
import { valueOf } from './plan-import.ts';
import type { PlannedRow } from './plan-import.ts';

export interface ImportChoices {
  /** The decision for conflicts without their own. */
  readonly conflicts: ImportDecision;
  /** Decisions by row; new memories default to being added. */
  readonly rows: ReadonlyMap<number, ImportDecision>;
}

/** A new value of an existing memory. */
export interface ChangedValue {
  readonly id: string;
  readonly value: MemoryValue;
  readonly supersededBy: string | null;
}

/** What an import does, with all decisions made. */
export interface ImportOperations {
  readonly added: readonly MemoryRecord[];
  readonly changed: readonly ChangedValue[];
}

/** Turns a plan and the user's choices into operations. @param newId creates ids for copies. */
export function decideImport(
  plan: readonly PlannedRow[],
  choices: ImportChoices,
  newId: () => string,
): ImportOperations {
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
          ? copyOf(inheritPrivacy(existing, record), newId())
          : inheritPrivacy(existing, record),
      );
    else if (planned.reason === 'subject') {
      added.push(inheritPrivacy(existing, record));
      changed.push({ id: existing.id, value: supersededValue(existing), supersededBy: record.id });
    } else
      changed.push({ id: existing.id, value: valueOf(inheritPrivacy(existing, record)), supersededBy: null });
  }
  const alias = aliases(plan);
  return { added: added.map((record) => withLinks(record, alias)), changed: lastPerId(changed) };
}

function decisionOn({ group }: PlannedRow, row: number, choices: ImportChoices): ImportDecision {
  if (group === 'same') return 'skip';
  return choices.rows.get(row) ?? (group === 'add' ? 'add' : choices.conflicts);
}

/** A new memory beside the existing one; its history begins here. */
function copyOf(record: MemoryRecord, id: string): MemoryRecord {
  return { ...record, id, confirmCount: 0, history: [] };
}

/** Whatever replaces a private memory stays private; its history then no longer matches and begins anew. */
function inheritPrivacy(existing: Memory, record: MemoryRecord): MemoryRecord {
  return existing.private && !record.private ? { ...record, private: true, history: [] } : record;
}

function supersededValue(memory: Memory): MemoryValue {
  return { ...valueOf(memory), status: 'superseded' };
}

/** When several memories of a file replace the same one, the last wins. */
function lastPerId(changed: readonly ChangedValue[]): ChangedValue[] {
  return [...new Map(changed.map((one) => [one.id, one])).values()];
}

/** By id in the file: the id under which the same memory exists here. */
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
