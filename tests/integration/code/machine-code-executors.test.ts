/** Code on the machine, with bubblewrap where it works, and in Docker by its command line. */
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasBubblewrap } from '#main/code/machine/bubblewrap.ts';
import { DockerCommandLineCodeExecutor } from '#main/code/machine/docker-command-line-code-executor.ts';
import { LocalCommandLineCodeExecutor } from '#main/code/machine/local-command-line-code-executor.ts';
import type { LocalCodeOptions } from '#main/code/machine/local-command-line-code-executor.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const never = new AbortController().signal;
const run = (language: string, code: string, options: Partial<LocalCodeOptions> = {}, signal = never) =>
  new LocalCommandLineCodeExecutor({ workFolder: temporaryFolder(), ...options }).execute(
    [{ language, code }],
    signal,
  );

/** How many processes have this in their command line. */
function processesWith(text: string): number {
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(commandOf);
  return commands.filter((command) => command.includes(text)).length;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function runsCode(sandbox: 'none' | 'bubblewrap'): void {
  it('runs shell, Python and JavaScript, and says how it ended', async () => {
    expect(await run('sh', 'echo one; echo two >&2; exit 3', { sandbox })).toEqual({
      exitCode: 3,
      output: expect.stringMatching(/one[\s\S]*two|two[\s\S]*one/u) as string,
    });
    expect(await run('bash', 'set -o pipefail; false | true', { sandbox })).toEqual({
      exitCode: 1,
      output: '',
    });
    expect(await run('javascript', 'console.log(6 * 7)', { sandbox })).toEqual({
      exitCode: 0,
      output: '42\n',
    });
    expect(await run('py', 'import sys; print(sys.version_info[0])', { sandbox })).toEqual({
      exitCode: 0,
      output: '3\n',
    });
  });

  it('keeps its files in the work folder, under the name that the code gives', async () => {
    const workFolder = temporaryFolder();
    const executor = new LocalCommandLineCodeExecutor({ workFolder, sandbox });
    const blocks = [
      { language: 'sh', code: '# filename: hello.sh\necho hi > made.txt' },
      { language: 'sh', code: '# filename: ../out.sh\ncat made.txt' },
    ];
    expect(await executor.execute(blocks, never)).toEqual({ exitCode: 0, output: 'hi\n' });
    expect(readFileSync(join(workFolder, 'hello.sh'), 'utf8')).toMatch(/^# filename/u);
    expect(existsSync(join(workFolder, '..', 'out.sh'))).toBe(false);
  });

  it('replaces a link that earlier code put in the place of a file, and does not follow it', async () => {
    const [workFolder, outside] = [temporaryFolder(), join(temporaryFolder(), 'outside')];
    writeFileSync(outside, 'mine');
    const executor = new LocalCommandLineCodeExecutor({ workFolder, sandbox });
    const blocks = [
      { language: 'sh', code: `ln -s ${outside} next.sh` },
      { language: 'sh', code: '# filename: next.sh\necho ran' },
    ];
    expect(await executor.execute(blocks, never)).toEqual({ exitCode: 0, output: 'ran\n' });
    expect(readFileSync(outside, 'utf8')).toBe('mine');
  });

  it('ends with everything it started, at the end, in time and when it is cancelled', async () => {
    const mark = `3600.${String(process.pid)}`;
    await run('sh', `sleep ${mark} &\necho started`, { sandbox });
    await expect.poll(() => processesWith(`sleep ${mark}`)).toBe(0);
    const late = await run('sh', `sleep ${mark} & sleep ${mark}`, { sandbox, limits: { timeoutMs: 500 } });
    expect(late).toEqual({ exitCode: 124, output: 'It was stopped: it took longer than 0.5 seconds.' });
    const stop = new AbortController();
    const running = run('sh', `sleep ${mark} & sleep ${mark}`, { sandbox }, stop.signal);
    setTimeout(() => stop.abort(), 200);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => processesWith(`sleep ${mark}`)).toBe(0);
  });

  it('is stopped when it writes without end', async () => {
    const { exitCode, output } = await run('sh', 'yes', { sandbox, limits: { outputCharacters: 1_000 } });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^(?:y\n)+It was stopped: it wrote more than 1,000 characters\.$/u);
  });

  it('gets nothing of the environment of this program', async () => {
    process.env['TUTEE_TEST_SECRET'] = 'secret';
    const { output } = await run('sh', 'env', { sandbox, env: { GIVEN: 'given' } });
    delete process.env['TUTEE_TEST_SECRET'];
    expect(output).toMatch(/^GIVEN=given$/mu);
    expect(output).not.toMatch(/secret/u);
  });

  it('says that it does not know a language or a program', async () => {
    expect(await run('cobol', '', { sandbox })).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/"cobol" cannot be run here/u) as string,
    });
    if (sandbox === 'none')
      expect(await run('pwsh', '1', { sandbox, env: { PATH: '/nowhere' } })).toMatchObject({ exitCode: 127 });
  });
}

describe('code on the machine', () => {
  runsCode('none');
});

describe.skipIf(!hasBubblewrap())('code on the machine in bubblewrap', () => {
  runsCode('bubblewrap');
});

describe.skipIf(!hasBubblewrap())('a sandbox by bubblewrap', () => {
  const sandbox = 'bubblewrap';

  it.each([
    ['reads the files of people', 'ls /home /root /tmp/* && cat /etc/passwd'],
    ['writes outside of its folder', 'touch /usr/x || touch /etc/x || touch /x.txt || touch ../x.txt'],
    ['opens a connection', 'exec 3<>/dev/tcp/127.0.0.1/22'],
    ['sees other processes', 'test "$(ls -d /proc/[0-9]* | wc -l)" -gt 20'],
  ])('lets no code that %s', async (_, code) => {
    expect((await run('bash', code, { sandbox })).exitCode).not.toBe(0);
  });

  it('has no network but its own', async () => {
    const { output } = await run('sh', 'cat /proc/net/dev | tail -n +3 | cut -d: -f1', { sandbox });
    expect(output.trim()).toBe('lo');
  });

  // The system does not limit the processes of root, so that there it would only be ended in time.
  it.skipIf(process.getuid?.() === 0)('ends a bomb of processes', async () => {
    const mark = `bomb${String(process.pid)}`;
    const code = `# ${mark}\nbomb() { bomb | bomb & }; bomb; sleep 100`;
    const workFolder = temporaryFolder();
    const { exitCode } = await run('bash', code, { sandbox, workFolder, limits: { timeoutMs: 1_500 } });
    expect(exitCode).not.toBe(0);
    // Its name holds the digest of the code, so that no other test's processes are counted.
    const [program = ''] = readdirSync(workFolder);
    expect(program).toMatch(/^tmp_code_/u);
    await expect.poll(() => processesWith(program)).toBe(0);
  });

  it('limits memory', async () => {
    const { exitCode, output } = await run('python', "x = b'x' * 400_000_000; print(len(x))", {
      sandbox,
      limits: { memoryBytes: 200 * 2 ** 20 },
    });
    expect({ exitCode, output }).toEqual({
      exitCode: 1,
      output: expect.stringMatching(/MemoryError/u) as string,
    });
  });
});

describe('Docker', () => {
  it('runs each block in a container of its own, without a network, and ends the container', async () => {
    const workFolder = temporaryFolder();
    const docker = join(workFolder, 'docker');
    // Writes down what it is asked, and runs the program after the image here.
    writeFileSync(
      docker,
      `#!/bin/sh\necho "$@" >> "${workFolder}/asked"\ncase "$1" in run) shift 9 2>/dev/null; while [ "$1" != "alpine" ]; do shift; done; shift; exec "$@";; esac\n`,
    );
    chmodSync(docker, 0o755);
    const executor = new DockerCommandLineCodeExecutor({ workFolder, docker, image: 'alpine' });
    expect(await executor.execute([{ language: 'sh', code: 'echo inside' }], never)).toEqual({
      exitCode: 0,
      output: 'inside\n',
    });
    const asked = readFileSync(join(workFolder, 'asked'), 'utf8');
    expect(asked).toMatch(/^run --rm --init --name=tutee-code-[\w-]+ --network=none --cap-drop=ALL/u);
    expect(asked).toContain(`--volume=${workFolder}:/workspace`);
    const slow = new DockerCommandLineCodeExecutor({
      workFolder,
      docker,
      image: 'alpine',
      limits: { timeoutMs: 300 },
    });
    expect(await slow.execute([{ language: 'sh', code: 'sleep 100' }], never)).toMatchObject({
      exitCode: 124,
    });
    await expect.poll(() => readFileSync(join(workFolder, 'asked'), 'utf8')).toMatch(/^kill tutee-code-/mu);
  });

  it('says that it is not there', async () => {
    const executor = new DockerCommandLineCodeExecutor({
      workFolder: temporaryFolder(),
      docker: '/nowhere/docker',
    });
    expect(await executor.execute([{ language: 'sh', code: 'echo' }], never)).toMatchObject({
      exitCode: 127,
      output: expect.stringMatching(/\/nowhere\/docker cannot be started/u) as string,
    });
  });
});
