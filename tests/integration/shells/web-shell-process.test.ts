import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { contentsOf, temporaryFolder } from '../../support/temporary-folder.ts';
import { openSession, openSocket } from '../../support/web-client.ts';

const script = fileURLToPath(new URL('../../support/processes/serve-fake.ts', import.meta.url));

interface Run {
  readonly output: () => string;
  readonly errors: () => string;
  readonly ready: Promise<string>;
  readonly ended: Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
}

function start(args: readonly string[], environment: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [script, '--no-open', ...args], {
    env: { PATH: process.env['PATH'] ?? '', FAKE_PAGE_ROOT: join(temporaryFolder(), 'page'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  child.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString();
      const line = /^Tutee is ready at (http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]+)$/m.exec(output);
      if (line?.[1] !== undefined) resolve(line[1]);
    });
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return {
    output: () => output,
    errors: () => errors,
    ready,
    ended,
    signal: (signal) => void child.kill(signal),
  };
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it with code 0, also with an open socket and a running command',
  async (signal) => {
    const run = start(['--data-dir', join(temporaryFolder(), 'data')]);
    const url = new URL(await run.ready);
    const server = { port: Number(url.port), openUrl: url.href, close: async () => undefined };
    const session = await openSession(server);
    const socket = await openSocket(server, session);
    const headers = { ...session, 'content-type': 'application/json' };
    const command = fetch(`${url.origin}/api/call`, {
      method: 'POST',
      headers,
      body: '{"name":"chat.send"}',
    }).catch(() => 'cut');
    await socket.next();
    run.signal(signal);
    expect(await run.ended).toBe(0);
    expect(await command).toBe('cut');
  },
);

it('ends with code 0 even when the app does not close', async () => {
  const run = start(['--data-dir', join(temporaryFolder(), 'data')], { FAKE_CLOSE: 'hangs' });
  await run.ready;
  run.signal('SIGTERM');
  // If it were awaited, this would not end.
  expect(await run.ended).toBe(0);
});

it('creates the data folder for this user only', async () => {
  const dataDir = join(temporaryFolder(), 'new', 'data');
  const run = start(['--data-dir', dataDir]);
  await run.ready;
  expect(statSync(dataDir).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o700);
});

it('refuses a second start on the same folder, says what to do, and changes nothing', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const first = start(['--data-dir', dataDir]);
  await first.ready;
  const before = contentsOf(dataDir);
  const second = start(['--data-dir', dataDir]);
  expect(await second.ended).toBe(2);
  expect(contentsOf(dataDir)).toEqual(before);
  expect(second.errors()).toContain('already running');
  expect(second.errors()).toContain('--data-dir');
  expect(second.output()).toBe('');
  first.signal('SIGTERM');
  expect(await first.ended).toBe(0);
});

it('starts again after the first was killed', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const first = start(['--data-dir', dataDir]);
  await first.ready;
  const before = contentsOf(dataDir);
  first.signal('SIGKILL');
  await first.ended;
  expect(contentsOf(dataDir)).toEqual(before);
  const second = start(['--data-dir', dataDir]);
  expect(await second.ready).toContain('token=');
});

it.each([
  [['--port', 'x'], {}],
  [['--port', '70000'], {}],
  [['--nonsense'], {}],
  [['stray'], {}],
  [[], { OPENAI_BASE_URL: 'ftp://example.org' }],
  [[], { OPENAI_BASE_URL: 'http://user:pass@example.org' }],
  [[], { OPENAI_API_KEY: 'two words' }],
  [[], { TUTEE_MODEL: 'scripted:/nowhere.json' }],
])('a bad value (%j, %j) ends with code 2, one message and nothing written', async (args, environment) => {
  const dataDir = join(temporaryFolder(), 'data');
  const run = start(['--data-dir', dataDir, ...args], environment);
  expect(await run.ended).toBe(2);
  expect(run.errors().trim().split('\n')).toHaveLength(1);
  expect(run.errors()).toMatch(/^Tutee did not start\. /);
  expect(run.errors()).not.toContain('two words');
  expect(existsSync(dataDir)).toBe(false);
});

it('a taken port ends with code 2 and a message that names it', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const run = start(['--data-dir', join(temporaryFolder(), 'data'), '--port', String(port)]);
  expect(await run.ended).toBe(2);
  expect(run.errors()).toContain(`Port ${port} is in use`);
});

it('a data folder that is a file ends with code 2', async () => {
  const run = start(['--data-dir', script]);
  expect(await run.ended).toBe(2);
  expect(run.errors()).toContain('cannot use the data folder');
});
