/**
 * SQLite applies whatever log or journal lies beside a database by name: nothing in them says which database they belong
 * to. After somebody copied another database over the file, the old log would be applied to it and destroy it. What can be
 * told from the headers is told here. Formats: https://www.sqlite.org/fileformat2.html
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { sizeOf } from './sidecar-files.ts';

interface Header {
  /** 1: rollback journal, 2: write-ahead log. */
  readonly mode: number;
  readonly changes: number;
  readonly schema: number;
}

const walHeader = 32;
const frameHeader = 24;

/** True when the filled log or journal beside a database cannot be its own. */
export function belongsToOtherDatabase(path: string, side: string): boolean {
  const own = readAt(path, 0, 100);
  if (own === null) return true;
  const header = headerIn(own);
  const pages = side === '-wal' ? firstPagesInLog(`${path}-wal`) : firstPagesInJournal(`${path}-journal`);
  // A database is marked for the log before there is one, and a backup is not marked.
  if (side === '-wal' && header.mode === 1 && pages !== null) return true;
  const [first, last] = pages ?? [];
  if (first === undefined || last === undefined) return false;
  // Every writer counts on from what it read; the file itself is at some point between the first page of the log and its last.
  if (side === '-wal')
    return header.changes < first.changes - 1 || header.changes > last.changes || header.schema > last.schema;
  return header.changes !== first.changes && header.changes !== first.changes + 1;
}

function headerIn(page: Buffer): Header {
  return { mode: page[18] ?? 0, changes: page.readUInt32BE(24), schema: page.readUInt32BE(40) };
}

/** The first and last versions of page 1 in a log, if it has any; null: it holds no frame. */
function firstPagesInLog(path: string): Header[] | null {
  const head = readAt(path, 0, walHeader);
  if (head === null) return null;
  const frame = frameHeader + pageSize(head.readUInt32BE(8));
  const salts = head.subarray(16, 24);
  let found: Header[] | null = null;
  for (let at = walHeader; ; at += frame) {
    const start = readAt(path, at, frameHeader + 100);
    if (start === null || !start.subarray(8, 16).equals(salts)) return found;
    found ??= [];
    if (start.readUInt32BE(0) === 1)
      found[found.length === 0 ? 0 : 1] = headerIn(start.subarray(frameHeader));
    if (found.length === 1 && found[0] !== undefined) found[1] = found[0];
  }
}

/** Page 1 as it was before the transaction that the journal would take back. */
function firstPagesInJournal(path: string): Header[] | null {
  const head = readAt(path, 0, 28);
  if (head === null) return null;
  const [count, sector, page] = [
    head.readUInt32BE(8),
    head.readUInt32BE(20),
    pageSize(head.readUInt32BE(24)),
  ];
  const record = page + 8;
  for (let nth = 0; nth < count; nth += 1) {
    const start = readAt(path, sector + nth * record, 104);
    if (start === null) return [];
    if (start.readUInt32BE(0) !== 1) continue;
    const header = headerIn(start.subarray(4));
    return [header, header];
  }
  return [];
}

/** How many pages the database had before the transaction of its journal. */
export function pagesBeforeJournal(path: string): number {
  return readAt(`${path}-journal`, 0, 28)?.readUInt32BE(16) ?? 0;
}

function pageSize(told: number): number {
  return told === 1 ? 65_536 : Math.max(512, told);
}

/** Null when the file is shorter. */
function readAt(path: string, position: number, length: number): Buffer | null {
  if (sizeOf(path) < position + length) return null;
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  try {
    return readSync(file, bytes, 0, length, position) === length ? bytes : null;
  } finally {
    closeSync(file);
  }
}
