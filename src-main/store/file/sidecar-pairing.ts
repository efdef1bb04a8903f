/**
 * SQLite applies any WAL or journal that has the database's name: neither file says which database it belongs to. When
 * a user copies another database over the file, the old WAL would be applied to it and destroy it. This module detects
 * such a mismatch from the headers. Formats: https://www.sqlite.org/fileformat2.html
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { sizeOf } from './sidecar-files.ts';

interface Header {
  /** 1: rollback journal, 2: WAL. */
  readonly mode: number;
  readonly changes: number;
  readonly schema: number;
}

const walHeader = 32;
const frameHeader = 24;

/** True when a non-empty WAL or journal cannot belong to the database beside it. */
export function belongsToOtherDatabase(path: string, suffix: string): boolean {
  const own = readAt(path, 0, 100);
  if (own === null) return true;
  const header = headerIn(own);
  const pages = suffix === '-wal' ? firstPagesInWal(`${path}-wal`) : firstPagesInJournal(`${path}-journal`);
  // A database enters WAL mode before it has a WAL, and backups are not in WAL mode.
  if (suffix === '-wal' && header.mode === 1 && pages !== null) return true;
  const [first, last] = pages ?? [];
  if (first === undefined || last === undefined) return false;
  // Every writer increments the change counter it read, so the file's counter lies between those of the first and last
  // version of page 1 in the WAL.
  if (suffix === '-wal')
    return header.changes < first.changes - 1 || header.changes > last.changes || header.schema > last.schema;
  return header.changes !== first.changes && header.changes !== first.changes + 1;
}

function headerIn(page: Buffer): Header {
  return { mode: page[18] ?? 0, changes: page.readUInt32BE(24), schema: page.readUInt32BE(40) };
}

/** Headers of the first and last versions of page 1 in a WAL, if there are any; null when it holds no frame. */
function firstPagesInWal(path: string): Header[] | null {
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

/** Page 1 before the transaction that the journal would roll back. */
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

/** The number of pages before the transaction that the journal would roll back. */
export function pagesBeforeJournal(path: string): number {
  return readAt(`${path}-journal`, 0, 28)?.readUInt32BE(16) ?? 0;
}

function pageSize(told: number): number {
  return told === 1 ? 65_536 : Math.max(512, told);
}

/** Null when the file is too short. */
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
