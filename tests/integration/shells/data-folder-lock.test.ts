/** The lock of a data folder: two instances never share one, and no other program can block it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockDataFolder, lockFileNames } from '#main/startup/data-folder-lock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const lockModule = new URL('../../../src-main/startup/data-folder-lock.ts', import.meta.url).href;

/** A child process that runs some code, prints "ready" and keeps running. */
async function runningProcess(code: string) {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', `${code}\nconsole.log('ready'); setInterval(() => {}, 1000);`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const tutee = (dataDir: string) =>
  runningProcess(
    `import { lockDataFolder } from ${JSON.stringify(lockModule)}; lockDataFolder(${JSON.stringify(dataDir)});`,
  );

const holder = (path: string, how: string) =>
  runningProcess(`import Database from ${JSON.stringify(import.meta.resolve('better-sqlite3'))};
    const database = new Database(${JSON.stringify(path)});
    database.exec(${JSON.stringify(how)});
    database.prepare('SELECT * FROM sqlite_schema').all();`);

function lock(dataDir: string): void {
  const taken = lockDataFolder(dataDir);
  onTestFinished(() => taken.release());
}

describe('another user of the machine', () => {
  it.skipIf(process.platform === 'win32')('can neither read nor lock its files', () => {
    const dataDir = temporaryFolder();
    chmodSync(dataDir, 0o755);
    lock(dataDir);
    const modes = readdirSync(dataDir).map((name) => statSync(join(dataDir, name)).mode & 0o077);
    expect(modes.length).toBeGreaterThan(1);
    expect(modes.every((mode) => mode === 0)).toBe(true);
  });
});

describe('another Tutee', () => {
  it('keeps this one out as long as it runs', async () => {
    const dataDir = temporaryFolder();
    const other = await tutee(dataDir);
    const before = readdirSync(dataDir);
    expect(() => lock(dataDir)).toThrow(/already running/);
    expect(readdirSync(dataDir)).toEqual(before);
    await other.kill();
    lock(dataDir);
  });

  it('does so after its lock file was deleted', async () => {
    const dataDir = temporaryFolder();
    await tutee(dataDir);
    rmSync(join(dataDir, 'lock.db'));
    expect(() => lock(dataDir)).toThrow(/already running/);
  });

  it('does so when it had to take another lock', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'lock.db'));
    const other = await tutee(dataDir);
    rmSync(join(dataDir, 'lock.db'), { recursive: true });
    expect(() => lock(dataDir)).toThrow(/already running/);
    await other.kill();
    lock(dataDir);
  });

  it('on another machine does so, though its process is not visible here', async () => {
    const dataDir = temporaryFolder();
    await holder(join(dataDir, 'lock.db'), 'BEGIN EXCLUSIVE');
    const claim = { pid: 4_000_000, began: '1', host: 'elsewhere', boot: 'b', pids: null };
    writeFileSync(join(dataDir, 'lock.db.json'), JSON.stringify(claim));
    expect(() => lock(dataDir)).toThrow(/already running/);
  });
});

describe('another program', () => {
  const holding = { reads: 'BEGIN', writes: 'BEGIN IMMEDIATE', 'has it alone': 'BEGIN EXCLUSIVE' };
  it.each(Object.entries(holding))('that holds the lock file (%s) does not', async (_, how) => {
    const dataDir = temporaryFolder();
    await holder(join(dataDir, 'lock.db'), how);
    lock(dataDir);
    expect(readdirSync(dataDir)).toContain('lock-2.db');
    await expect(Promise.resolve().then(() => lock(dataDir))).rejects.toThrow(/already running/);
  });

  it('that holds it after a killed Tutee does not', async () => {
    const dataDir = temporaryFolder();
    await (await tutee(dataDir)).kill();
    await holder(join(dataDir, 'lock.db'), 'BEGIN EXCLUSIVE');
    lock(dataDir);
  });

  const inItsPlace: Record<string, (path: string) => void> = {
    'a folder': (path) => mkdirSync(path),
    'a text': (path) => writeFileSync(path, 'Not a database. '.repeat(400)),
    'a database with a log': (path) => {
      const database = new Database(path);
      database.exec('PRAGMA journal_mode = WAL; CREATE TABLE a (b)');
      database.close();
    },
    'a link to nowhere': (path) => symlinkSync('/nowhere/at/all', path),
    'a folder in the place of its journal': (path) => mkdirSync(`${path}-journal`),
    'a file that nobody may read': (path) => {
      writeFileSync(path, '');
      chmodSync(path, 0);
    },
    'a claim that is none': (path) => writeFileSync(`${path}.json`, '{"pid": "everyone"'),
  };
  it.each(Object.entries(inItsPlace))('that left %s does not', (_, leave) => {
    const dataDir = temporaryFolder();
    leave(join(dataDir, 'lock.db'));
    lock(dataDir);
    expect(() => lock(dataDir)).toThrow(/already running/);
  });

  it('that blocks every name is named, with what to do', () => {
    const dataDir = temporaryFolder();
    for (const name of lockFileNames) mkdirSync(join(dataDir, name));
    expect(() => lock(dataDir)).toThrow(/other programs hold or block the files lock\.db.*Close them/);
  });
});

it('a released lock can be taken again, and leaves no claim', () => {
  const dataDir = temporaryFolder();
  const first = lockDataFolder(dataDir);
  first.release();
  first.release();
  expect(readdirSync(dataDir)).toEqual(['lock.db']);
  lock(dataDir);
});
