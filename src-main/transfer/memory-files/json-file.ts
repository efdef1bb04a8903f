/**
 * Memories as JSON: complete, so that export and import are lossless. Documented in docs/memory-file.md. One memory per
 * line, so that the file can be written in chunks, compared and searched.
 */
import * as z from 'zod';
import { memoryFileLimits } from '#shared/contract/transfer.ts';
import { validate, dotted } from '#shared/validate.ts';
import type { ValidationFault } from '#shared/validate.ts';
import { TuteeError } from '#shared/errors.ts';
import { memoryRecordSchema } from '#shared/memory/memory-record.ts';
import type { MemoryRecord } from '#shared/memory/memory-record.ts';
import { scopeNameSchema } from '#shared/project.ts';
import type { ScopeName } from '#shared/project.ts';
import { timeSchema } from '#shared/text.ts';
import { JsonScanError, parsed, repeatedKey, scanJson } from './json-scan.ts';

export const jsonFormat = 'tutee-memories';
/** Raised when files of this version cannot be read by an earlier one. */
export const jsonVersion = 2;

const headSchema = z.strictObject({
  format: z.literal(jsonFormat),
  version: z.literal([1, jsonVersion]),
  writtenBy: z.string().max(100),
  exportedAt: timeSchema,
  /** Since version 2. */
  scopes: z.array(scopeNameSchema).max(memoryFileLimits.scopes).default([]),
  /** Elements are read one by one instead. */
  memories: z.array(z.never()),
});

/** Writes the file in chunks of some memories each. */
export function* writeJson(
  batches: Iterable<readonly MemoryRecord[]>,
  head: {
    readonly writtenBy: string;
    readonly exportedAt: number;
    readonly scopes: readonly ScopeName[];
  },
): Generator<string> {
  const { writtenBy, exportedAt, scopes } = head;
  const opening = JSON.stringify({
    format: jsonFormat,
    version: jsonVersion,
    writtenBy,
    exportedAt,
    scopes: scopes.slice(0, memoryFileLimits.scopes),
  });
  yield `${opening.slice(0, -1)},"memories":[`;
  let separator = '\n';
  for (const batch of batches) {
    const lines = batch.map((record) => JSON.stringify(record));
    yield separator + lines.join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

const scanLimits = {
  /** A memory's own structure is six levels deep. */
  depth: 32,
  /** Bytes of a memory with a very long history, or of the head with the most scopes. */
  part: 8_000_000,
};

/**
 * Reads a file chunk by chunk. Throws `invalid_input` with what is wrong and where; a file with any fault is rejected
 * entirely.
 */
export function readJson(chunks: Iterable<Buffer>): { records: MemoryRecord[]; scopes: ScopeName[] } {
  const members = new Map<string, unknown>();
  const records = new Records();
  try {
    for (const { key, isElement, json } of scanJson(chunks, 'memories', scanLimits)) {
      if (isElement) records.add(json);
      else members.set(key, parsed(json));
      if (isElement) members.set(key, []);
    }
  } catch (thrown) {
    throw thrown instanceof JsonScanError ? refused(thrown.message) : thrown;
  }
  // Report a wrong kind of file before any fault in it, wherever the head is.
  const head = readHead(Object.fromEntries(members));
  return { records: records.all(), scopes: head.scopes };
}

/** Collects memories as they are read; drops all after the first fault. */
class Records {
  #records: MemoryRecord[] = [];
  #fault: TuteeError | null = null;
  #count = 0;

  add(json: string): void {
    this.#count += 1;
    if (this.#fault !== null) return;
    try {
      if (this.#count > memoryFileLimits.memories) throw refused(tooMany());
      const value = parsed(json);
      const repeated = repeatedKey(json);
      if (repeated !== null)
        throw refused(`Memory ${this.#count} in it says “${repeated.slice(0, 40)}” twice.`);
      this.#records.push(readRecord(value, this.#count - 1));
    } catch (thrown) {
      if (thrown instanceof TuteeError) this.#fault = thrown;
      else if (thrown instanceof JsonScanError) this.#fault = refused(thrown.message);
      else throw thrown;
      this.#records = [];
    }
  }

  /** Throws the first fault. */
  all(): MemoryRecord[] {
    if (this.#fault !== null) throw this.#fault;
    refuseDoubles(this.#records);
    return this.#records;
  }
}

function tooMany(): string {
  return `It has more than ${memoryFileLimits.memories.toLocaleString('en')} memories.`;
}

function readHead(file: Readonly<Record<string, unknown>>): z.infer<typeof headSchema> {
  const { format, version } = file;
  if (format !== jsonFormat) throw refused('It is JSON, but not a file of memories that Tutee wrote.');
  if (typeof version === 'number' && version > jsonVersion) {
    throw refused('It was written by a newer Tutee. Install the newest version to read it.');
  }
  const head = validate(headSchema, file);
  if (head.ok) return head.value;
  throw refused(`Its head cannot be read: ${inWords(head.fault)}.`);
}

function readRecord(value: unknown, index: number): MemoryRecord {
  const record = validate(memoryRecordSchema, value);
  if (!record.ok) throw refused(`Memory ${index + 1} in it cannot be read: ${inWords(record.fault)}.`);
  const last = record.value.history.at(-1);
  if (last?.after?.text !== undefined && last.after.text !== record.value.text) {
    throw refused(`Memory ${index + 1} in it does not agree with its own history.`);
  }
  return record.value;
}

function refuseDoubles(records: readonly MemoryRecord[]): void {
  const seen = new Set<string>();
  for (const [index, { id, history }] of records.entries()) {
    for (const each of [id, ...history.map((event) => event.id)]) {
      if (seen.has(each))
        throw refused(`Memory ${index + 1} in it, or a line of its history, is there twice.`);
      seen.add(each);
    }
  }
}

function inWords({ path, message }: ValidationFault): string {
  const where = dotted(path);
  const what = message.replace(/\.$/, '');
  return (where === '' ? what : `${where}: ${what}`).slice(0, 200);
}

function refused(why: string): TuteeError {
  return new TuteeError('invalid_input', `This file was not taken in. ${why}`);
}
