/**
 * Full disks as `disk_full`. This folder owns writes to disk that are complete and synced, and their failures; it knows
 * nothing of what is written.
 */
import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { TuteeError } from '#shared/errors.ts';

const MEGABYTE = 1_000_000;
/** Space to ask for when the needed size is unknown, in bytes. */
const DEFAULT_NEEDED = 50 * MEGABYTE;
/** With less free space than this, in bytes, SQLite's I/O errors are taken for a full disk. */
const FULL_BELOW = MEGABYTE;

/** Bytes this user can still write at an existing or future path; null when the system does not say. */
export function freeBytes(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(nearestExisting(path));
    return bavail * bsize;
  } catch {
    return null;
  }
}

/**
 * The error for a full disk.
 * @param path what could not be written.
 * @param needed bytes needed in total, if known.
 */
export function diskFull(path: string, needed: number = DEFAULT_NEEDED, cause?: unknown): TuteeError {
  const free = freeBytes(path);
  const missing = Math.max(MEGABYTE, free !== null && free < needed ? needed - free : needed);
  const freeText = free === null ? '' : ` (${formatMegabytes(free, 'floor')} free)`;
  return new TuteeError(
    'disk_full',
    `The disk that holds ${path} is full${freeText}. Free ${formatMegabytes(missing, 'ceil')} and try again. Nothing was changed.`,
    {
      cause,
      detail:
        cause === undefined ? undefined : `${codeOf(cause)}: ${cause instanceof Error ? cause.message : ''}`,
    },
  );
}

/** Throws `disk_full` when this many bytes do not fit, before anything is written that would need cleaning up. */
export function requireFreeSpace(path: string, bytes: number): void {
  const free = freeBytes(path);
  if (free !== null && free < bytes) throw diskFull(path, bytes);
}

/** Converts a write failure to `disk_full` if that is its cause; returns any other unchanged. */
export function asDiskFailure(thrown: unknown, path: string, needed?: number): unknown {
  if (thrown instanceof TuteeError) return thrown;
  const code = codeOf(thrown);
  // EFBIG is a file size limit of a user or a file system.
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL'].includes(code);
  // SQLite reports an I/O error when it cannot enlarge its own files, such as the WAL index.
  const isAlmostFull = code.startsWith('SQLITE_IOERR') && (freeBytes(path) ?? Infinity) < FULL_BELOW;
  return isFull || isAlmostFull ? diskFull(path, needed, thrown) : thrown;
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

function formatMegabytes(bytes: number, round: 'ceil' | 'floor'): string {
  return `${Math[round](bytes / MEGABYTE).toLocaleString('en')} MB`;
}

function nearestExisting(path: string): string {
  const above = dirname(path);
  return existsSync(path) || above === path ? path : nearestExisting(above);
}
