import { readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import * as z from 'zod';

const claimSchema = z.object({
  pid: z.int().positive(),
  /** When the process began, as the system counts it; null where it does not say. A pid is given again, this is not. */
  began: z.string().nullable(),
  host: z.string(),
  /** Another one after each start of the machine; null where it is not known. */
  boot: z.string().nullable(),
  /** Within which a pid means the same process; null where there is but one. */
  pids: z.string().nullable(),
});
export type LockClaim = z.infer<typeof claimSchema>;

/** Who holds a lock, for those who find it held: another program can hold it as well. */
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

/** Whether the Tutee that wrote a claim still runs. no: it does not, or nothing was claimed. unknown: it cannot be told from here. */
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

/** The 22nd field; the second can hold spaces and brackets. */
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
