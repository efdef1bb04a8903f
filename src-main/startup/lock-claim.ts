import { readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import * as z from 'zod';

const claimSchema = z.object({
  pid: z.int().positive(),
  /**
   * Start time of the process, in the system's own unit; null where unknown. Pids are reused, pairs of pid and start
   * time are not.
   */
  began: z.string().nullable(),
  host: z.string(),
  /** Changes with each boot of the machine; null where unknown. */
  boot: z.string().nullable(),
  /** The pid namespace; null where there is only one. */
  pids: z.string().nullable(),
});
export type LockClaim = z.infer<typeof claimSchema>;

/** Identifies this process as the holder of a lock; other programs can hold the file as well. */
export function currentClaim(): LockClaim {
  return {
    pid: process.pid,
    began: startTime(process.pid),
    host: hostname(),
    boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pids: orNull(() => readlinkSync('/proc/self/ns/pid')),
  };
}

export function writeClaim(path: string): void {
  writeFileSync(path, JSON.stringify(currentClaim()), { mode: 0o600 });
}

export function removeClaim(path: string): void {
  rmSync(path, { force: true });
}

/**
 * Whether the Tutee that wrote a claim still runs. no: it does not, or there is no claim. unknown: it cannot be
 * determined from here.
 */
export function claimState(path: string): 'runs' | 'no' | 'unknown' {
  const claim = orNull(() => claimSchema.parse(JSON.parse(readFileSync(path, 'utf8'))));
  if (claim === null) return 'no';
  const here = currentClaim();
  if (claim.host !== here.host || claim.pids !== here.pids) return 'unknown';
  if (claim.boot !== here.boot || !isRunning(claim.pid)) return 'no';
  const began = startTime(claim.pid);
  if (began === null || claim.began === null) return 'unknown';
  return began === claim.began ? 'runs' : 'no';
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH');
  }
}

/**
 * Start time: field 22 of /proc/<pid>/stat, counted from the last bracket, since field 2 may contain spaces and
 * brackets.
 */
function startTime(pid: number): string | null {
  return orNull(() => {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  });
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
