import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup } from '#shared/contract/backups.ts';

const prefixes: readonly (readonly [prefix: string, kind: Backup['kind']])[] = [
  ['tutee-backup-', 'asked'],
  ['tutee-scheduled-', 'scheduled'],
  ['tutee-before-restore-', 'restore'],
  ['tutee-before-repair-', 'repair'],
  ['tutee-before-m', 'update'],
];

/** Backups dated further than this into the future, in ms, were made with a wrong clock. */
const CLOCK_TOLERANCE = 24 * 3_600_000;

/**
 * Lists a folder's backups, newest first; ignores other files. Backups dated in the future were made with a wrong
 * clock: their real age is unknown, so they come last, delay no new backup and displace no other.
 */
export function listBackups(folder: string, now: number): Backup[] {
  const found = namesIn(folder).flatMap((name) => {
    const kind = prefixes.find(([prefix]) => name.startsWith(prefix))?.[1];
    const file = statSync(join(folder, name), { throwIfNoEntry: false });
    if (kind === undefined || file === undefined || !name.endsWith('.db')) return [];
    return [{ name, kind, at: timeIn(name) ?? Math.floor(file.mtimeMs), bytes: file.size }];
  });
  const order = ({ at }: Backup) => (isFromFuture(at, now) ? -at : at);
  return found.toSorted((a, b) => order(b) - order(a) || (a.name < b.name ? 1 : -1));
}

export function isFromFuture(at: number, now: number): boolean {
  return at > now + CLOCK_TOLERANCE;
}

function timeIn(name: string): number | null {
  const [, day = '', hours = '', minutes = '', seconds = '', ms = ''] =
    /(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z/.exec(name) ?? [];
  const at = Date.parse(`${day}T${hours}:${minutes}:${seconds}.${ms}Z`);
  return Number.isNaN(at) ? null : at;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
