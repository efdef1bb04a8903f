import type { Database } from 'better-sqlite3';
import { open } from 'node:fs/promises';
import { TuteeError } from '#shared/errors.ts';

/** Read at a time, in bytes: well under a frame to search for some texts. */
const PIECE = 2 * 1024 * 1024;
/** Shorter texts cannot be told from other bytes of the file. */
const SHORTEST = 6;

/** Where a text may rightly still be, since it is part of something that was not forgotten. */
const holders: readonly (readonly [table: string, column: string])[] = [
  ['messages', 'text'],
  ['messages', 'reasoning'],
  ['conversations', 'title'],
  ['memory_units', 'text'],
  ['memories', 'subject'],
  ['memories', 'quote'],
  ['memory_events', 'before'],
  ['memory_events', 'after'],
  ['receipts', 'query'],
  ['receipt_items', 'text'],
  ['receipt_items', 'matched_cue'],
];

/**
 * Makes sure that texts which were deleted are nowhere in the database files. SQLite overwrites what it deletes
 * (secure_delete), but a page that was rearranged earlier can keep a stale copy in its unused part; so the file is
 * looked through, and written anew when a text is found that no row holds. Writing anew blocks for about a second a 200 MB.
 * @returns true when the file was written anew.
 */
export async function eraseTraces(database: Database, texts: readonly string[]): Promise<boolean> {
  // What is in the log comes into the file, and the log becomes empty: its old pages hold old texts.
  emptyLog(database);
  const needles = [...new Set(texts)].filter((text) => Buffer.byteLength(text) >= SHORTEST);
  const found = await foundIn(database.name, needles);
  const stale = found.filter((text) => !isHeld(database, text));
  if (stale.length === 0 || !database.open) return false;
  database.exec('VACUUM');
  emptyLog(database);
  return true;
}

/** Waits for readers of other connections as long as any statement waits. Throws `busy` when one is still reading then. */
function emptyLog(database: Database): void {
  const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (result?.busy !== 1) return;
  throw new TuteeError(
    'busy',
    'The memories are forgotten, but something else is reading the database, so their words can still be in its log. Close Tutee to be rid of them, or forget something for good again later.',
  );
}

async function foundIn(path: string, texts: readonly string[]): Promise<string[]> {
  const left = new Map(texts.map((text) => [text, Buffer.from(text)]));
  const longest = Math.max(0, ...[...left.values()].map((bytes) => bytes.length));
  const piece = Buffer.alloc(PIECE + longest);
  const file = await open(path, 'r');
  const found: string[] = [];
  try {
    for (let position = 0; left.size > 0; position += PIECE) {
      const { bytesRead } = await file.read(piece, 0, piece.length, position);
      const read = piece.subarray(0, bytesRead);
      for (const [text, bytes] of left) {
        if (!read.includes(bytes)) continue;
        found.push(text);
        left.delete(text);
      }
      if (bytesRead < piece.length) break;
    }
  } finally {
    await file.close();
  }
  return found;
}

function isHeld(database: Database, text: string): boolean {
  // Values of history are JSON.
  const inJson = JSON.stringify(text).slice(1, -1);
  return holders.some(
    ([table, column]) =>
      database
        .prepare(`SELECT 1 FROM ${table} WHERE instr(${column}, ?) > 0 OR instr(${column}, ?) > 0 LIMIT 1`)
        .get(text, inJson) !== undefined,
  );
}
