import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { TuteeError } from '#shared/errors.ts';

const megabyte = 1_000_000;
/** What is asked for where nobody knows how much is needed, in bytes. */
const someRoom = 50 * megabyte;
/** With less free than this, in bytes, an input or output error of SQLite is taken for a full disk. */
const almostNothing = megabyte;

/** Bytes that this user can still write where a path lies or will lie; null where the system does not say. */
export function freeBytes(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(nearestExisting(path));
    return bavail * bsize;
  } catch {
    return null;
  }
}

/**
 * @param path what could not be written.
 * @param needed bytes in all, where that is known.
 */
export function diskFull(path: string, needed: number = someRoom, cause?: unknown): TuteeError {
  const free = freeBytes(path);
  const missing = Math.max(megabyte, free !== null && free < needed ? needed - free : needed);
  const left = free === null ? '' : ` (${inMegabytes(free, 'floor')} free)`;
  return new TuteeError(
    'disk_full',
    `The disk that holds ${path} is full${left}. Free ${inMegabytes(missing, 'ceil')} and try again. Nothing was changed.`,
    {
      cause,
      detail:
        cause === undefined ? undefined : `${codeOf(cause)}: ${cause instanceof Error ? cause.message : ''}`,
    },
  );
}

/** Throws `disk_full` when so many bytes do not fit; what is found out before needs no tidying up after. */
export function requireFreeSpace(path: string, bytes: number): void {
  const free = freeBytes(path);
  if (free !== null && free < bytes) throw diskFull(path, bytes);
}

/** A failure to write, as `disk_full` when that is what it was; any other is answered unchanged. */
export function asDiskFailure(thrown: unknown, path: string, needed?: number): unknown {
  if (thrown instanceof TuteeError) return thrown;
  const code = codeOf(thrown);
  // EFBIG is a limit on the size of files, of a user or of a file system.
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL'].includes(code);
  // SQLite says so where it makes room for its own files, such as the index of the log.
  const isShort = code.startsWith('SQLITE_IOERR') && (freeBytes(path) ?? Infinity) < almostNothing;
  return isFull || isShort ? diskFull(path, needed, thrown) : thrown;
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

function inMegabytes(bytes: number, round: 'ceil' | 'floor'): string {
  return `${Math[round](bytes / megabyte).toLocaleString('en')} MB`;
}

function nearestExisting(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path ? path : nearestExisting(above);
}
