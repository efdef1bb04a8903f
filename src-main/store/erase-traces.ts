import type { Database } from 'better-sqlite3';
import { open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { TuteeError } from '#shared/errors.ts';

/** Read at a time, in bytes: well under a frame to search for some texts. */
const PIECE = 2 * 1024 * 1024;
/** How often and how long apart, in ms, the log is tried to be emptied while another connection reads. */
const TRIES = 50;
const BETWEEN_TRIES = 100;
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
  ['agent_runs', 'task'],
  ['agent_runs', 'state'],
  ['agent_runs', 'component'],
  ['agent_runs', 'requests'],
  ['agent_runs', 'failure'],
  ['agent_run_recordings', 'recording'],
  ['agent_teams', 'name'],
  ['agent_teams', 'component'],
  ['agent_run_messages', 'message'],
];

/**
 * Makes sure that texts which were deleted are nowhere in the database files. SQLite overwrites what it deletes
 * (secure_delete), but a page that was rearranged earlier can keep a stale copy in its unused part; so the file is
 * looked through, and written anew when a text is found that no row holds. Writing anew blocks for about a second a 200 MB.
 * @returns true when the file was written anew.
 */
export async function eraseTraces(
  database: Database,
  texts: readonly string[],
  tries = TRIES,
): Promise<boolean> {
  // What is in the log comes into the file, and the log becomes empty: its old pages hold old texts.
  await emptyLog(database, tries);
  const needles = [...new Set(texts)].filter((text) => Buffer.byteLength(text) >= SHORTEST);
  const found = await foundIn(database.name, needles);
  const stale = found.filter((text) => !isHeld(database, text));
  if (stale.length === 0 || !database.open) return false;
  database.exec('VACUUM');
  await emptyLog(database, tries);
  return true;
}

/** Waits for readers of other connections without holding up the main loop. Throws `busy` when one goes on for long. */
async function emptyLog(database: Database, tries: number): Promise<void> {
  for (let nth = 0; nth < tries; nth += 1) {
    if (nth > 0) await setTimeout(BETWEEN_TRIES);
    if (!database.open || isLogEmptied(database)) return;
  }
  throw new TuteeError(
    'busy',
    'The memories are forgotten, but something else is reading the database, so their words can still be in its log. Close Tutee to be rid of them, or forget something for good again later.',
  );
}

function isLogEmptied(database: Database): boolean {
  const patience = database.pragma('busy_timeout', { simple: true });
  database.pragma('busy_timeout = 0');
  try {
    const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return result?.busy !== 1;
  } finally {
    database.pragma(`busy_timeout = ${String(patience)}`);
  }
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
