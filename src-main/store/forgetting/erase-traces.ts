import type { Database } from 'better-sqlite3';
import { open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { TuteeError } from '#shared/errors.ts';
import { nextRound } from '../../rounds/next-round.ts';
import { unheldTexts } from './held-texts.ts';
import { asKept, TextFinder } from './text-finder.ts';

/** Read at a time, in bytes: well under a frame to search for thousands of texts. */
const PIECE = 512 * 1024;
/** How often and how long apart, in ms, the log is tried to be emptied while another connection reads. */
const TRIES = 50;
const BETWEEN_TRIES = 100;
/** Shorter texts cannot be told from other bytes of the file. */
const SHORTEST = 6;

export interface Erasing {
  /** How often the log is tried to be emptied. */
  readonly tries?: number;
  /** True: the file is written anew whatever is in it, since nobody knows any more what was deleted. */
  readonly anew?: boolean;
  /** Writes the file anew; left out: here and now, which holds everything up for about a second a 200 MB. */
  readonly rewrite?: () => unknown;
}

/**
 * Makes sure that texts which were deleted are nowhere in the database files. SQLite overwrites what it deletes
 * (secure_delete), but a page that was rearranged earlier can keep a stale copy in its unused part; so the file is
 * looked through, and written anew when a text is found that no row holds.
 * @returns true when the file was written anew.
 */
export async function eraseTraces(
  database: Database,
  texts: readonly string[],
  { tries = TRIES, anew = false, rewrite = () => database.exec('VACUUM') }: Erasing = {},
): Promise<boolean> {
  // What is in the log comes into the file, and the log becomes empty: its old pages hold old texts.
  await emptyLog(database, tries);
  const long = [...new Set(texts)].filter((text) => Buffer.byteLength(text) >= SHORTEST);
  const found = anew ? [] : await foundIn(database.name, long);
  const stale = found.length === 0 ? [] : await unheldTexts(database, found, () => nextRound());
  if ((stale.length === 0 && !anew) || !database.open) return false;
  await rewrite();
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
    'The memories are forgotten, but something else is reading the database, so their words can still be in its log. Tutee tries again by itself until they are gone.',
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
  if (texts.length === 0) return [];
  const finder = new TextFinder(asKept(texts));
  const piece = Buffer.alloc(PIECE + finder.longest);
  const file = await open(path, 'r');
  const found = new Set<string>();
  try {
    for (let position = 0; found.size < texts.length; position += PIECE) {
      const { bytesRead } = await file.read(piece, 0, piece.length, position);
      finder.find(piece.subarray(0, bytesRead), found);
      if (bytesRead < piece.length) break;
    }
  } finally {
    await file.close();
  }
  return [...found];
}
