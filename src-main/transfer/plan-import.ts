/** Compares what a file holds with what is here. Decides nothing: conflicts are the user's to decide. */
import type { ImportFormat, ImportGroup, ImportRow } from '#shared/contract/transfer.ts';
import { memoryValueSchema } from '#shared/memory/memory.ts';
import type { Memory, MemoryValue } from '#shared/memory/memory.ts';
import type { MemoryRecord } from '#shared/memory/memory-record.ts';
import type { KnownMemories } from './ports.ts';

export interface PlannedRow {
  readonly record: MemoryRecord;
  readonly group: ImportGroup;
  readonly reason: ImportRow['reason'];
  /** What is here and says the same, or something else about the same. */
  readonly existing: Memory | null;
}

const inUse = new Set<Memory['status']>(['active', 'paused', 'pending']);

export function planImport(
  records: readonly MemoryRecord[],
  format: ImportFormat,
  known: KnownMemories,
): PlannedRow[] {
  // A JSON file tells its memories apart by id; a list by hand may say the same twice.
  const seen = new Set<string>();
  return records.map((record) => {
    const planned = planRow(record, format, known);
    const key = JSON.stringify([record.text.toLowerCase(), record.scope]);
    const again = format !== 'json' && planned.group === 'add' && seen.has(key);
    seen.add(key);
    return again ? { ...planned, group: 'same' } : planned;
  });
}

function planRow(record: MemoryRecord, format: ImportFormat, known: KnownMemories): PlannedRow {
  const twin = known.byId(record.id);
  if (twin !== undefined) return planTwin(record, twin);
  const sameText = known.bySameText(record.text).filter((memory) => alike(memory, record));
  const same = sameText.find(({ status }) => inUse.has(status));
  if (same !== undefined && inUse.has(record.status)) {
    return { record, group: 'same', reason: null, existing: same };
  }
  const forgotten = sameText.find(({ status }) => status === 'forgotten');
  if (format !== 'json' && forgotten !== undefined) {
    return { record, group: 'conflict', reason: 'forgotten', existing: forgotten };
  }
  if (known.wasPurged(record.id)) return { record, group: 'conflict', reason: 'forgotten', existing: null };
  if (record.status === 'pending' && known.wasRejected(record.text)) {
    return { record, group: 'conflict', reason: 'rejected', existing: null };
  }
  const other = record.subject === null ? undefined : aboutTheSame(record, record.subject, known);
  if (other !== undefined) return { record, group: 'conflict', reason: 'subject', existing: other };
  return { record, group: 'add', reason: null, existing: null };
}

/** The same memory, known by its id: it came from here, or was taken in before. */
function planTwin(record: MemoryRecord, twin: Memory): PlannedRow {
  if (sameValue(record, twin)) return { record, group: 'same', reason: null, existing: twin };
  const reason = twin.status === 'forgotten' && record.status !== 'forgotten' ? 'forgotten' : 'changed';
  return { record, group: 'conflict', reason, existing: twin };
}

/** A pending memory is compared with what is here when it is approved. */
function aboutTheSame(record: MemoryRecord, subject: string, known: KnownMemories): Memory | undefined {
  if (record.status !== 'active') return undefined;
  return known.bySubject(subject).find((memory) => memory.status === 'active' && alike(memory, record));
}

function alike(memory: Memory, record: MemoryRecord): boolean {
  return JSON.stringify(memory.scope) === JSON.stringify(record.scope);
}

function sameValue(a: MemoryValue, b: MemoryValue): boolean {
  return JSON.stringify(valueOf(a)) === JSON.stringify(valueOf(b));
}

const valueKeys = Object.keys(memoryValueSchema.shape) as (keyof MemoryValue)[];

/** The changeable part, its keys in one order. */
export function valueOf(memory: MemoryValue): MemoryValue {
  return Object.fromEntries(valueKeys.map((key) => [key, memory[key]])) as MemoryValue;
}
