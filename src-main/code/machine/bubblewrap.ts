/**
 * A sandbox by bubblewrap (Linux): no network, no other processes, and of the file system only the system's programs, to be read, and the
 * work folder.
 */
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';

const READABLE = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64'];
/** What programs need of /etc: where libraries are, and certificates. No names of users. */
const SETTINGS = [
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/alternatives',
  '/etc/ssl/certs',
];
export const SANDBOX_FOLDER = '/workspace';
/** Enough for any program, too few to stop the machine. */
const MOST_PROCESSES = 256;

/** The arguments of `bwrap` that run a command with the folder as `/workspace`. @param memoryBytes of address space; null: no limit. */
export function bubblewrapArgs(
  folder: string,
  command: readonly string[],
  memoryBytes: number | null,
  programs: readonly string[] = [dirname(process.execPath)],
): string[] {
  const limits = [
    `ulimit -u ${MOST_PROCESSES} 2>/dev/null`,
    ...(memoryBytes === null ? [] : [`ulimit -v ${Math.floor(memoryBytes / 1_024)}`]),
    'exec "$@"',
  ];
  return [
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--cap-drop',
    'ALL',
    ...READABLE.flatMap((path) => ['--ro-bind-try', path, path]),
    ...SETTINGS.flatMap((path) => ['--ro-bind-try', path, path]),
    ...programs.filter((path) => !path.startsWith('/usr/')).flatMap((path) => ['--ro-bind', path, path]),
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--tmpfs',
    '/tmp',
    '--bind',
    folder,
    SANDBOX_FOLDER,
    '--remount-ro',
    '/',
    '--chdir',
    SANDBOX_FOLDER,
    '--',
    'sh',
    '-c',
    limits.join('; '),
    'sh',
    ...command,
  ];
}

let works: boolean | null = null;

/** Whether bubblewrap is there and may be used: some systems forbid its namespaces. Tried once. */
export function hasBubblewrap(): boolean {
  works ??= tried();
  return works;
}

function tried(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    execFileSync('bwrap', bubblewrapArgs('/tmp', ['true'], null), { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
