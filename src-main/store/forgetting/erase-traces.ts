import type { Database } from 'better-sqlite3';
import { open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { TuteeError } from '#shared/errors.ts';
import { yieldToEventLoop } from '../../scheduling/yield-to-event-loop.ts';
import { markWal } from '../database/wal-mark.ts';
import { textsInNoRow } from './texts-in-rows.ts';
import { storedForms, TextFinder } from './text-finder.ts';

/** Bytes searched at a time, so that searching for thousands of texts takes much less than a frame (16 ms). */
const CHUNK_BYTES = 512 * 1024;
/** How often, and with what delay in ms, truncating the WAL is tried while another connection reads. */
const MAX_ATTEMPTS = 50;
const RETRY_DELAY = 100;
/** Shorter texts match unrelated bytes of the file by chance. */
const MIN_BYTES = 6;

export interface Erasing {
  /** How often truncating the WAL is tried. */
  readonly attempts?: number;
  /** True to rewrite the file without searching, when it is unknown what was deleted. */
  readonly force?: boolean;
  /** Rewrites the file. Default: VACUUM on this thread, which blocks it for about a second per 200 MB. */
  readonly rewrite?: () => unknown;
}

/**
 * Makes sure that deleted texts are nowhere in the database files. SQLite overwrites what it deletes (secure_delete),
 * but a page that was rearranged earlier may keep a stale copy in its unused part. The file is therefore searched, and
 * rewritten when a text is found that no row contains. Throws `busy`.
 * @returns true when the file was rewritten.
 */
export async function eraseTraces(
  database: Database,
  texts: readonly string[],
  { attempts = MAX_ATTEMPTS, force = false, rewrite = () => database.exec('VACUUM') }: Erasing = {},
): Promise<boolean> {
  // Old pages in the WAL contain old texts.
  await truncateWal(database, attempts);
  const long = [...new Set(texts)].filter((text) => Buffer.byteLength(text) >= MIN_BYTES);
  const found = force ? [] : await foundIn(database.name, long);
  const stale = found.length === 0 ? [] : await textsInNoRow(database, found, () => yieldToEventLoop());
  if ((stale.length === 0 && !force) || !database.open) return false;
  await rewrite();
  await truncateWal(database, attempts);
  return true;
}

/** Waits for other connections' readers without blocking the event loop. Throws `busy` when they take too long. */
async function truncateWal(database: Database, attempts: number): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await setTimeout(RETRY_DELAY);
    if (!database.open) return;
    if (!tryTruncateWal(database)) continue;
    markWal(database);
    return;
  }
  throw new TuteeError(
    'busy',
    'The memories are forgotten, but something else is reading the database, so their words can still be in its log. Tutee tries again by itself until they are gone.',
  );
}

function tryTruncateWal(database: Database): boolean {
  const timeout = database.pragma('busy_timeout', { simple: true });
  database.pragma('busy_timeout = 0');
  try {
    const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return result?.busy !== 1;
  } finally {
    database.pragma(`busy_timeout = ${String(timeout)}`);
  }
}

async function foundIn(path: string, texts: readonly string[]): Promise<string[]> {
  if (texts.length === 0) return [];
  const finder = new TextFinder(storedForms(texts));
  const chunk = Buffer.alloc(CHUNK_BYTES + finder.longest);
  const file = await open(path, 'r');
  const found = new Set<string>();
  try {
    for (let position = 0; found.size < texts.length; position += CHUNK_BYTES) {
      const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
      finder.find(chunk.subarray(0, bytesRead), found);
      if (bytesRead < chunk.length) break;
    }
  } finally {
    await file.close();
  }
  return [...found];
}
