/** JavaScript and Python in WebAssembly: what they can do, and that they cannot do anything else. */
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SandboxCodeExecutor } from '#main/code/wasm/sandbox-code-executor.ts';
import type { SandboxOptions } from '#main/code/wasm/sandbox-code-executor.ts';
import { contentsOf, temporaryFolder } from '../../support/temporary-folder.ts';

const run = (
  language: string,
  code: string,
  options: SandboxOptions = {},
  signal = new AbortController().signal,
) => new SandboxCodeExecutor(options).execute([{ language, code }], signal);
const MIB = 2 ** 20;
const MANY_WITHOUT_NAMES = `kept = []
while True:
    f = open('a', 'wb', 0)
    f.write(b'x' * 100_000)
    os.remove('a')
    kept.append(f)`;

describe('Python in the sandbox', () => {
  it('runs with its standard library, and says how it ended', async () => {
    const code =
      'import json, math, re, statistics\nprint(json.dumps({"π": round(math.pi, 2)}), statistics.mean([1, 2]))';
    expect(await run('python', code)).toEqual({ exitCode: 0, output: '{"\\u03c0": 3.14} 1.5\n' });
    const failed = await run('py', 'print("before")\n1/0');
    expect(failed.exitCode).toBe(1);
    expect(failed.output).toMatch(/^before\nTraceback[\s\S]*ZeroDivisionError: division by zero/u);
    expect(await run('python', 'import sys; sys.exit(7)')).toEqual({ exitCode: 7, output: '' });
  });

  it('reads and changes the files of its work folder, and no link leads out of it', async () => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'secret'), 'secret');
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'in.csv'), 'a,b\n1,2\n');
    writeFileSync(join(folder, 'old'), 'x');
    symlinkSync(join(outside, 'secret'), join(folder, 'link'));
    const code = `import os, csv
rows = list(csv.reader(open('/workspace/data/in.csv')))
os.makedirs('/workspace/out', exist_ok=True)
open('/workspace/out/sum.txt', 'w').write(str(sum(map(int, rows[1]))))
os.remove('/workspace/old')
print(sorted(os.listdir('/workspace')))`;
    expect(await run('python', code, { workFolder: folder })).toEqual({
      exitCode: 0,
      output: "['data', 'out']\n",
    });
    expect(readFileSync(join(folder, 'out', 'sum.txt'), 'utf8')).toBe('3');
    expect(existsSync(join(folder, 'old'))).toBe(false);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret');
  });

  it.each([
    ['reads a file of the machine', "print(open('/etc/passwd').read())"],
    ['climbs out of its folder', "print(open('/workspace/../../../../etc/passwd').read())"],
    ['opens a connection', "import socket; s = socket.socket(); s.connect(('127.0.0.1', 80)); print('open')"],
    ['looks up a name', "import urllib.request; print(urllib.request.urlopen('http://127.0.0.1/').read())"],
    ['starts a program', "import subprocess; print(subprocess.run(['ls', '/'], capture_output=True))"],
    ['forks', 'import os\nwhile True: os.fork()'],
    ['calls into the machine', 'import ctypes; print(ctypes.CDLL(None).getpid())'],
    [
      'makes a link',
      "import os; os.symlink('/etc/passwd', '/workspace/p'); print(open('/workspace/p').read())",
    ],
  ])('that %s fails', async (_, code) => {
    const { exitCode, output } = await run('python', code);
    expect({ exitCode, leaked: /root:|\bopen\b$/u.test(output) }).toEqual({ exitCode: 1, leaked: false });
    expect(output).toMatch(/Error/u);
  });

  it('that loops for ever ends in time, and the app goes on', async () => {
    const started = await run('python', 'while True: pass', { limits: { timeoutMs: 1_500 } });
    expect(started).toEqual({ exitCode: 124, output: 'It was stopped: it took longer than 1.5 seconds.' });
  });

  it('that takes too much memory or recurses without end is stopped', async () => {
    const limits = { memoryBytes: 64 * MIB };
    const eats = await run('python', "parts = []\nwhile True: parts.append(b'x' * 1_000_000)", { limits });
    expect(eats.exitCode).toBe(1);
    expect(eats.output).toMatch(/MemoryError/u);
    const deep = await run('python', 'def f(): return f()\nf()', { limits });
    expect(deep.exitCode).toBe(1);
    expect(deep.output).toMatch(/RecursionError|stopped/u);
  });

  it('that writes without end is stopped', async () => {
    const limits = { outputCharacters: 1_000 };
    const { exitCode, output } = await run('python', "while True: print('x' * 100)", { limits });
    expect(exitCode).toBe(1);
    expect(output).toHaveLength(1_000 + '\nIt was stopped: it wrote more than 1,000 characters.'.length);
  });

  it.each([
    ['appends to a file', "f = open('a', 'wb', 0)\nwhile True: f.write(b'x' * 100_000)"],
    ['writes at a place far away', "f = open('a', 'wb')\nf.seek(10**12)\nf.write(b'x')\nf.flush()"],
    ['enlarges a file', "open('a', 'wb').truncate(10**10)"],
    ['writes where no name is left', MANY_WITHOUT_NAMES],
    ['writes beside the program', "f = open('/program/a', 'wb', 0)\nwhile True: f.write(b'x' * 100_000)"],
    [
      'writes into folders of its own',
      "import os\nfor n in range(1000): os.mkdir(str(n)); open(f'{n}/a', 'wb').write(b'x' * 100_000)",
    ],
    [
      'opens a folder first',
      "import os\nd = os.open('.', os.O_RDONLY)\nf = os.open('a', os.O_WRONLY | os.O_CREAT, dir_fd=d)\nwhile True: os.write(f, b'x' * 100_000)",
    ],
  ])('that %s finds the disk full', async (_, code) => {
    const folder = temporaryFolder();
    const fileBytes = 2 * MIB;
    const { exitCode, output } = await run('python', `import os; os.chdir('/workspace')\n${code}`, {
      workFolder: folder,
      limits: { fileBytes },
    });
    expect({ exitCode, output }).toEqual({
      exitCode: 1,
      output: expect.stringMatching(/No space left/u) as string,
    });
    const kept = Object.values(contentsOf(folder)).map((content) => Buffer.from(content, 'base64').length);
    expect(kept.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(fileBytes);
  });

  it('that deletes and shortens its files has their space again, and reads what it wrote', async () => {
    const folder = temporaryFolder();
    const code = `import os
os.chdir('/workspace')
for n in range(20):
    with open('a', 'w+b') as f:
        f.write(b'x' * 1_500_000)
        f.truncate(1_000)
        f.seek(0, 2)
        f.write(b'y' * 500_000)
        f.seek(999)
        assert f.read(2) == b'xy', n
    if n % 2: os.remove('a')
open('b', 'w').write('end')
print(os.stat('b').st_size)`;
    const options = { workFolder: folder, limits: { fileBytes: 2 * MIB } };
    expect(await run('python', code, options)).toEqual({ exitCode: 0, output: '3\n' });
    expect(contentsOf(folder)).toEqual({ b: Buffer.from('end').toString('base64') });
  });

  it('ends at once when it is cancelled', async () => {
    const stop = new AbortController();
    const running = run('python', 'while True: pass', {}, stop.signal);
    setTimeout(() => stop.abort(), 300);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('JavaScript in the sandbox', () => {
  it('runs, awaits, and prints values as one reads them', async () => {
    const code = `const wait = async (n) => n * 2;
console.log('sum', await wait(21), [1, 'two', { three: 3 }], new Map([['a', 1]]), null, undefined, 5n);
console.error(new Date(0));`;
    const { exitCode, output } = await run('javascript', code);
    expect(output).toBe(
      `sum 42 [ 1, "two", { three: 3 } ] Map(1) [ [ "a", 1 ] ] null undefined 5n\n1970-01-01T00:00:00.000Z\n`,
    );
    expect(exitCode).toBe(0);
  });

  it('says how it failed', async () => {
    expect(await run('js', "console.log('before'); throw new TypeError('bad')")).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/^before\nTypeError: bad/u) as string,
    });
    expect(await run('js', 'const = 1')).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/SyntaxError/u) as string,
    });
    expect(await run('js', 'await new Promise(() => {})')).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/never comes/u) as string,
    });
  });

  it('has the files of its work folder', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'in.txt'), 'grün');
    const code =
      "files.write('out/upper.txt', files.read('in.txt').toUpperCase()); files.remove('in.txt'); console.log(files.list())";
    expect(await run('js', code, { workFolder: folder })).toEqual({
      exitCode: 0,
      output: '[ "out/upper.txt" ]\n',
    });
    expect(readFileSync(join(folder, 'out', 'upper.txt'), 'utf8')).toBe('GRÜN');
  });

  it.each([
    ['asks for Node', 'console.log(process.version)'],
    ['requires', "console.log(require('fs'))"],
    ['imports', "const fs = await import('node:fs'); console.log(fs)"],
    ['fetches', "await fetch('http://127.0.0.1/')"],
    ['builds functions of the host', "console.log(console.log.constructor('return process')().version)"],
    [
      'climbs to the host through a file function',
      "console.log(files.read.constructor('return globalThis.process.version')())",
    ],
    ['reads outside', "console.log(files.read('../../../../etc/passwd'))"],
  ])('that %s fails', async (_, code) => {
    const { exitCode, output } = await run('js', code);
    expect(exitCode).toBe(1);
    expect(output).not.toMatch(/v\d+\.\d+|root:/u);
  });

  it('whose file names lead out of the folder changes nothing', async () => {
    const folder = temporaryFolder();
    await expect(run('js', "files.write('../out.txt', 'x')", { workFolder: folder })).rejects.toThrow(
      /cannot be kept/u,
    );
    await expect(run('js', "files.write('/tmp/out.txt', 'x')", { workFolder: folder })).rejects.toThrow(
      /cannot be kept/u,
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that loops, eats memory or writes without end is stopped', async () => {
    expect(await run('js', 'while (true);', { limits: { timeoutMs: 1_000 } })).toMatchObject({
      exitCode: 124,
    });
    const limits = { memoryBytes: 32 * MIB };
    const eats = await run('js', "const all = []; while (true) all.push('x'.repeat(1e6) + all.length)", {
      limits,
    });
    expect(eats).toMatchObject({ exitCode: 1, output: expect.stringMatching(/memory/iu) as string });
    const writes = await run('js', "while (true) console.log('x'.repeat(1000))", {
      limits: { outputCharacters: 5_000 },
    });
    expect(writes.output).toMatch(/wrote more than 5,000 characters\.$/u);
    const deep = await run('js', 'const f = () => f(); f()');
    expect(deep).toMatchObject({ exitCode: 1 });
  });

  it('reaches no server of the machine', async () => {
    const server = createServer((_, response) => response.end('here'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void server.close());
    let asked = 0;
    server.on('connection', () => (asked += 1));
    const { port } = server.address() as AddressInfo;
    await run('js', `await fetch('http://127.0.0.1:${port}/'); new WebSocket('ws://127.0.0.1:${port}')`);
    await run('python', `import socket\nsocket.create_connection(('127.0.0.1', ${port}))`);
    expect(asked).toBe(0);
  });
});

describe('a sandbox', () => {
  it('runs blocks in order, shares their files, and stops at the first that fails', async () => {
    const executor = new SandboxCodeExecutor();
    const blocks = [
      { language: 'python', code: "open('/workspace/n', 'w').write('41')\nprint('one')" },
      { language: 'js', code: "console.log(Number(files.read('n')) + 1); throw new Error('stop')" },
      { language: 'python', code: "print('never')" },
    ];
    const { exitCode, output } = await executor.execute(blocks, new AbortController().signal);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^one\n42\nError: stop/u);
    expect(output).not.toMatch(/never/u);
  });

  it('says which languages there are', async () => {
    expect(await run('cobol', 'DISPLAY 1')).toEqual({
      exitCode: 1,
      output: 'The language "cobol" cannot be run here. There are: js, javascript, py, python, python3.',
    });
  });

  it.each([
    ['no time', { timeoutMs: 0 }, 'limits.timeoutMs is 0'],
    ['half a byte', { memoryBytes: 0.5 }, 'limits.memoryBytes is 0.5'],
  ])('refuses %s', (_, limits, message) => {
    expect(() => new SandboxCodeExecutor({ limits })).toThrow(message);
  });
});
