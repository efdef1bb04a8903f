/**
 * The file of memories as JSON: everything, so that writing and reading it again gives the same. Documented in
 * docs/memory-file.md. One memory a line, so that it can be written in pieces, compared and searched.
 */
import * as z from 'zod';
import { memoryFileLimits } from '#shared/contract/transfer.ts';
import { checkForm, dotted } from '#shared/check-form.ts';
import type { FormFault } from '#shared/check-form.ts';
import { TuteeError } from '#shared/errors.ts';
import { memoryRecordSchema } from '#shared/memory-record.ts';
import type { MemoryRecord } from '#shared/memory-record.ts';
import { scopeNameSchema } from '#shared/project.ts';
import type { ScopeName } from '#shared/project.ts';
import { timeSchema } from '#shared/text.ts';

export const jsonFormat = 'tutee-memories';
/** Raised when a file that this version writes cannot be read by an earlier one. */
export const jsonVersion = 2;

const headSchema = z.strictObject({
  format: z.literal(jsonFormat),
  version: z.literal([1, jsonVersion]),
  writtenBy: z.string().max(100),
  exportedAt: timeSchema,
  /** Since version 2. */
  scopes: z.array(scopeNameSchema).max(memoryFileLimits.scopes).default([]),
  memories: z.array(z.unknown()).max(memoryFileLimits.memories, {
    error: () => `it has more than ${memoryFileLimits.memories.toLocaleString('en')} memories`,
  }),
});

/** The file in pieces, each of some memories. */
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

/** Throws `invalid_input` that says what is wrong and where; nothing of a file with one fault is taken. */
export function readJson(text: string): { records: MemoryRecord[]; scopes: ScopeName[] } {
  const head = readHead(parse(text));
  const records = head.memories.map(readRecord);
  refuseDoubles(records);
  return { records, scopes: head.scopes };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw refused('It is not whole: it ends too early or was changed by another program.', String(thrown));
  }
}

function readHead(file: unknown): z.infer<typeof headSchema> {
  const isObject = typeof file === 'object' && file !== null && !Array.isArray(file);
  const { format, version } = isObject ? (file as { format?: unknown; version?: unknown }) : {};
  if (format !== jsonFormat) throw refused('It is JSON, but not a file of memories that Tutee wrote.');
  if (typeof version === 'number' && version > jsonVersion) {
    throw refused('It was written by a newer Tutee. Install the newest version to read it.');
  }
  const head = checkForm(headSchema, file);
  if (head.ok) return head.value;
  throw refused(`Its head cannot be read: ${inWords(head.fault)}.`);
}

function readRecord(value: unknown, index: number): MemoryRecord {
  const record = checkForm(memoryRecordSchema, value);
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

function inWords({ path, message }: FormFault): string {
  const where = dotted(path);
  const what = message.replace(/\.$/, '');
  return (where === '' ? what : `${where}: ${what}`).slice(0, 200);
}

function refused(why: string, detail?: string): TuteeError {
  return new TuteeError('invalid_input', `This file was not taken in. ${why}`, { detail });
}
