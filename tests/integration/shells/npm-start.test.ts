import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const script = fileURLToPath(new URL('../../support/processes/serve-fake.ts', import.meta.url));
const description = fileURLToPath(new URL('../../../package.json', import.meta.url));
const { scripts } = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(readFileSync(description, 'utf8')));

/** A package with our start script, which runs the shell with a fake app. */
function startWithNpm() {
  const folder = temporaryFolder();
  const start = scripts.start.replace('scripts/start.ts', script);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'a', scripts: { start } }));
  const args = ['start', '--', '--no-open', '--data-dir', join(folder, 'a data folder')];
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const env = { ...process.env, PATH: path, FAKE_PAGE_ROOT: join(folder, 'page') };
  const npm = spawn('npm', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  onTestFinished(() => killGroup(npm.pid));
  const ended = new Promise<number | null>((resolve) => npm.on('exit', (code) => resolve(code)));
  const ready = new Promise<string>((resolve) => {
    let output = '';
    npm.stdout.on('data', (part: Buffer) => {
      output += part.toString();
      const line = /^Tutee is ready at (\S+)$/m.exec(output)?.[1];
      if (line !== undefined) resolve(line);
    });
  });
  return { npm, ready, ended };
}

/** Including processes that npm left behind. */
function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // All processes have ended.
  }
}

// Windows has no signals to forward; there exec.cmd replaces the shell's exec.
describe.skipIf(process.platform === 'win32')('npm start', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends with code 0 when npm alone gets %s', async (signal) => {
    const { npm, ready, ended } = startWithNpm();
    const { origin } = new URL(await ready);
    npm.kill(signal);
    expect(await ended).toBe(0);
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });
});
