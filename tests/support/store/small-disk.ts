import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

function run(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Whether this user may mount an in-memory file system; on most machines only root may. */
export const canMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'tutee-mount-'));
  const mounted = run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
  if (mounted) run('umount', folder);
  rmSync(folder, { recursive: true });
  return mounted;
})();

/** A file system with this many megabytes, unmounted after the test. */
export function smallDisk(megabytes: number) {
  const path = mkdtempSync(join(tmpdir(), 'tutee-disk-'));
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', path))
    throw new Error('This user may not mount.');
  onTestFinished(() => {
    run('umount', '-l', path);
    rmSync(path, { recursive: true, force: true });
  });
  const ballast = join(path, 'ballast');
  const free = () => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  return {
    path,
    free,
    /** Fills it up, except for this many bytes. */
    fill(left: number): void {
      rmSync(ballast, { force: true });
      writeFileSync(ballast, Buffer.alloc(Math.max(0, free() - left), 1));
    },
    clear(): void {
      rmSync(ballast, { force: true });
    },
  };
}
