/** Compares the memories of a file with existing ones. Decides nothing: the user decides about conflicts. */
import type { ImportFormat, ImportGroup, ImportRow } from '#shared/contract/transfer.ts';
import { memoryValueSchema } from '#shared/memory/memory.ts';
import type { Memory, MemoryValue } from '#shared/memory/memory.ts';
import type { MemoryRecord } from '#shared/memory/memory-record.ts';
import type { KnownMemories } from './ports.ts';

export interface PlannedRow {
  readonly record: MemoryRecord;
  readonly group: ImportGroup;
  readonly reason: ImportRow['reason'];
  /** The existing memory with the same content, or with other content on the same subject; null when there is none. */
  readonly existing: Memory | null;
}

const inUse = new Set<Memory['status']>(['active', 'paused', 'pending']);

export function planImport(
  records: readonly MemoryRecord[],
  format: ImportFormat,
  known: KnownMemories,
): PlannedRow[] {
  // A JSON file identifies its memories by id; a handwritten list may repeat itself.
  const seen = new Set<string>();
  return records.map((record) => {
    const planned = planRow(record, format, known);
    const key = JSON.stringify([record.text.toLowerCase(), record.scope]);
    const isRepeated = format !== 'json' && planned.group === 'add' && seen.has(key);
    seen.add(key);
    return isRepeated ? { ...planned, group: 'same' } : planned;
  });
}

function planRow(record: MemoryRecord, format: ImportFormat, known: KnownMemories): PlannedRow {
  const existing = known.byId(record.id);
  if (existing !== undefined) return planSameId(record, existing);
  const sameText = known.bySameText(record.text).filter((memory) => sameScope(memory, record));
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
  const other = record.subject === null ? undefined : withSameSubject(record, record.subject, known);
  if (other !== undefined) return { record, group: 'conflict', reason: 'subject', existing: other };
  return { record, group: 'add', reason: null, existing: null };
}

/** A memory whose id exists here: it was exported from here or imported before. */
function planSameId(record: MemoryRecord, existing: Memory): PlannedRow {
  if (sameValue(record, existing)) return { record, group: 'same', reason: null, existing: existing };
  const reason = existing.status === 'forgotten' && record.status !== 'forgotten' ? 'forgotten' : 'changed';
  return { record, group: 'conflict', reason, existing: existing };
}

/** Pending memories are compared with existing ones only when they are approved. */
function withSameSubject(record: MemoryRecord, subject: string, known: KnownMemories): Memory | undefined {
  if (record.status !== 'active') return undefined;
  return known.bySubject(subject).find((memory) => memory.status === 'active' && sameScope(memory, record));
}

function sameScope(memory: Memory, record: MemoryRecord): boolean {
  return JSON.stringify(memory.scope) === JSON.stringify(record.scope);
}

function sameValue(a: MemoryValue, b: MemoryValue): boolean {
  return JSON.stringify(valueOf(a)) === JSON.stringify(valueOf(b));
}

const valueKeys = Object.keys(memoryValueSchema.shape) as (keyof MemoryValue)[];

/** The value of a memory, with keys in a fixed order. */
export function valueOf(memory: MemoryValue): MemoryValue {
  return Object.fromEntries(valueKeys.map((key) => [key, memory[key]])) as MemoryValue;
}
