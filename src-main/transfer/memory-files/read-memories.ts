/**
 * Reads a file or pasted text of any supported format into memories that could be imported. This folder owns the formats of memory files,
 * written and read; it knows neither the database nor what is imported.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { memoryFileLimits } from '#shared/contract/transfer.ts';
import type { ImportFormat } from '#shared/contract/transfer.ts';
import { validate } from '#shared/validate.ts';
import { TuteeError } from '#shared/errors.ts';
import { memorySchema } from '#shared/memory/memory.ts';
import type { Cue, Memory, MemoryKind, MemoryScope } from '#shared/memory/memory.ts';
import type { MemoryRecord } from '#shared/memory/memory-record.ts';
import { scopeNameSchema } from '#shared/project.ts';
import type { ScopeName } from '#shared/project.ts';
import { foreignMemories } from './foreign-json.ts';
import { jsonFormat, readJson } from './json-file.ts';
import { chunksOf } from './json-scan.ts';
import { isOwnMarkdown, readMarkdown } from './markdown-file.ts';
import { readPasted, readPastedItems } from './pasted-text.ts';
import type { PastedMemories } from './pasted-text.ts';
import type { TeachingRules } from '../ports.ts';

export interface ReadMemories {
  readonly format: ImportFormat;
  readonly records: readonly MemoryRecord[];
  readonly notes: readonly string[];
  /** Names of assistants and projects where the file was written. */
  readonly scopes: readonly ScopeName[];
}

export interface ReadingPorts {
  readonly rules: TeachingRules;
  readonly newId: () => string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/** Reads a memory file. Throws `invalid_input` with the reason. */
export function readMemoryFile(path: string, ports: ReadingPorts): ReadMemories {
  const { size } = statSync(path);
  if (size > memoryFileLimits.bytes) throw refused(tooLarge(memoryFileLimits.bytes));
  if (looksLikeJson(path)) {
    const foreign = size <= memoryFileLimits.textBytes ? readForeign(path, ports) : null;
    return foreign ?? { format: 'json', ...readJson(chunksOf(path)), notes: [] };
  }
  // A text file is loaded entirely, and copied several times.
  if (size > memoryFileLimits.textBytes) throw refused(tooLarge(memoryFileLimits.textBytes));
  const text = decode(readFileSync(path));
  if (!isOwnMarkdown(text)) return readPastedText(text, ports);
  const items = readMarkdown(text).filter((item) => item.text !== '');
  if (items.length > memoryFileLimits.memories) throw refused('It has too many memories.');
  const records = items.map((item, index) => {
    const { kind, cues, tags, scope, pinned, private: isPrivate, paused } = item;
    const made = newMemory(item.text, kind, cues, ports);
    const memory: Memory = {
      ...made,
      tags,
      scope,
      pinned,
      private: isPrivate,
      status: paused ? 'paused' : 'active',
    };
    return checked(memory, index);
  });
  if (records.length === 0) throw refused('There is no memory in it.');
  const scopes = items.flatMap(({ scope, scopeName }) => {
    const named = scopeNameSchema.safeParse({ scope, name: scopeName });
    return named.success ? [named.data] : [];
  });
  return { format: 'markdown', records, notes: [], scopes };
}

/** Reads pasted text into pending memories: what another program remembers is not yet what the user taught. */
export function readPastedText(text: string, ports: ReadingPorts): ReadMemories {
  return pending(readPasted(text), ports);
}

function pending({ items, notes }: PastedMemories, ports: ReadingPorts): ReadMemories {
  if (items.length === 0) {
    throw refused('There is no statement about you in it. Paste or choose a list with one statement a line.');
  }
  const records = items.map(({ text, tags }, index) => {
    const kind = ports.rules.kindOf(text);
    const subject = ports.rules.subjectOf(text, kind);
    const cues = ports.rules.cuesFor(text, kind, subject);
    return checked({ ...newMemory(text, kind, cues, ports), tags: [...tags], status: 'pending' }, index);
  });
  return { format: 'pasted', records, notes, scopes: [] };
}

/**
 * Reads another program's memories, as JSON or as one JSON value per line. Null if it is not complete JSON, is Tutee's own format, or
 * contains no memories; then the reader of Tutee's format reports what is wrong.
 */
function readForeign(path: string, ports: ReadingPorts): ReadMemories | null {
  const json = parsedJson(decode(readFileSync(path)));
  if (json === undefined || isOwnFile(json)) return null;
  const { found, unknown } = foreignMemories(json);
  if (found.length === 0) return null;
  const read = readPastedItems(found, memoryFileLimits.memories);
  const entries = unknown === 1 ? 'One entry has' : `${unknown.toLocaleString('en')} entries have`;
  const were = unknown === 1 ? 'was' : 'were';
  const notes = unknown === 0 ? [] : [`${entries} a form that Tutee does not know and ${were} left out.`];
  return pending({ ...read, notes: [...read.notes, ...notes] }, ports);
}

function isOwnFile(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'format' in json && json.format === jsonFormat;
}

/** Undefined if it is neither JSON nor JSON lines. */
function parsedJson(text: string): unknown {
  const whole = jsonOf(text);
  if (whole !== undefined || !text.includes('\n')) return whole;
  const values: unknown[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const value = jsonOf(line);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function newMemory(text: string, kind: MemoryKind, cues: readonly Cue[], ports: ReadingPorts): Memory {
  const at = ports.now();
  const everywhere: MemoryScope = { type: 'everywhere' };
  return {
    kind,
    text,
    cues: [...cues],
    tags: [],
    subject: ports.rules.subjectOf(text, kind),
    scope: everywhere,
    status: 'active',
    pinned: false,
    private: false,
    validUntil: null,
    id: ports.newId(),
    source: { origin: 'import', conversationId: null, messageId: null, quote: null },
    createdAt: at,
    updatedAt: at,
    statusSince: at,
    lastUsedAt: null,
    useCount: 0,
    confirmCount: 0,
    supersededBy: null,
  };
}

function checked(memory: Memory, index: number): MemoryRecord {
  const parsed = validate(memorySchema, memory);
  if (parsed.ok) return { ...parsed.value, history: [] };
  throw refused(`Memory ${index + 1} in it cannot be read: ${parsed.fault.message}`);
}

/** Decides by the first non-space byte, after an optional byte order mark. */
function looksLikeJson(path: string): boolean {
  const start = Buffer.alloc(4_096);
  const file = openSync(path, 'r');
  try {
    const read = readSync(file, start, 0, start.length, 0);
    return /^(?:\u00ef\u00bb\u00bf)?\s*[{[]/.test(start.toString('latin1', 0, read));
  } finally {
    closeSync(file);
  }
}

function tooLarge(bytes: number): string {
  return `It is larger than ${Math.floor(bytes / 1024 ** 2)} MB, too large for a file of memories.`;
}

const sqlite = 'SQLite format 3\u0000';

function decode(bytes: Uint8Array): string {
  if (bytes.length === 0) throw refused('It is empty.');
  if (Buffer.from(bytes.subarray(0, sqlite.length)).toString('latin1') === sqlite) {
    throw refused('It is a backup, not a file of memories. Restore it under Settings, Data.');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\u0000')) return text;
  } catch {
    // Reported below, together with NUL characters.
  }
  throw refused('It is not a text file in UTF-8.');
}

function refused(why: string): TuteeError {
  return new TuteeError('invalid_input', `This file was not taken in. ${why}`);
}
