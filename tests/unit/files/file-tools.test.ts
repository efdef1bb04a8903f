/** Tools for files: what they read and change, and that no path leads out of the folders that the user allowed. */
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileTools } from '#main/files/file-tools.ts';
import type { FileToolName, Outcome } from '#main/files/file-tools.ts';
import { checkReadableName, mayHoldKeys } from '#main/files/file-names.ts';
import type { UsableFolder } from '#main/files/find-in-folder.ts';
import type { FileChange } from '#shared/tools/file-change.ts';

/** A folder “Notes” that may be written, one “Manuals” that may be read, and files beside them that no tool may touch. */
function desk() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tutee-files-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const put = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('outside/secret.txt', 'the secret');
  put('Notes/todo.md', '# To do\n\n- bread\n- milk\n');
  put('Notes/plans/garden.md', 'Plant the beans in May.\n');
  put('Notes/tutee/tutee.db', 'database');
  put('Manuals/oven.txt', 'Press start.\n');
  const folders: UsableFolder[] = [
    { name: 'Notes', path: join(root, 'Notes'), mayWrite: true },
    { name: 'Manuals', path: join(root, 'Manuals'), mayWrite: false },
  ];
  const tools = new FileTools(join(root, 'Notes', 'tutee'));
  const changes: FileChange[] = [];
  const call = (
    name: FileToolName,
    args: unknown,
    {
      seen = null,
      signal = new AbortController().signal,
    }: { seen?: string | null; signal?: AbortSignal } = {},
  ): Promise<Outcome> =>
    tools.call(name, args, { folders, seen, signal, onChange: (change) => void changes.push(change) });
  const text = (path: string) => readFileSync(join(root, path), 'utf8');
  return { root, put, text, folders, tools, changes, call };
}

describe('reading', () => {
  it('lists, reads a part, and searches, by paths with and without the name of the folder, and absolute ones', async () => {
    const { call, root, put } = desk();
    expect((await call('list_folder', {})).content).toBe('Notes/\nManuals/  (reading only)');
    expect((await call('list_folder', { path: 'Notes' })).content).toMatch(
      /^Notes\/\n {2}plans\/\n {2}tutee\/\n {2}todo\.md {2}24 bytes, /,
    );
    expect((await call('read_file', { path: 'Notes/plans/garden.md' })).content).toBe(
      'Plant the beans in May.\n',
    );
    expect((await call('read_file', { path: join(root, 'Manuals/oven.txt') })).content).toBe(
      'Press start.\n',
    );
    put('Notes/long.txt', Array.from({ length: 2_000 }, (_, line) => `line ${line + 1}`).join('\n'));
    const part = await call('read_file', { path: 'Notes/long.txt', from_line: 700, lines: 2 });
    expect(part.content).toBe('[Notes/long.txt, lines 700 to 701 of 2000]\nline 700\nline 701');
    expect((await call('search_files', { query: 'BEANS' })).content).toBe(
      'Notes/plans/garden.md:1: Plant the beans in May.',
    );
    expect((await call('search_files', { query: '(a+)+$' })).content).toMatch(/^Nothing contains/);
  });

  it('says what is no text, what is too large, and what is not there', async () => {
    const { call, put } = desk();
    put('Notes/a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]));
    put('Notes/a.bin', Buffer.from([1, 2, 0, 3, 0xff, 0xfe, 0]));
    put('Notes/a.pdf', '%PDF-1.7 …');
    put('Notes/large.txt', Buffer.alloc(6 * 2 ** 20, 'a'));
    put('Notes/umlaut.txt', Buffer.from('Grüße', 'latin1'));
    put('Notes/wide.txt', Buffer.from('\uFEFFGrüße', 'utf16le'));
    put('Notes/empty.txt', '');
    const read = async (path: string) => (await call('read_file', { path })).content;
    expect(await read('Notes/a.png')).toBe('“Notes/a.png” is no text but a picture (10 bytes).');
    expect(await read('Notes/a.bin')).toContain('binary');
    expect(await read('Notes/a.pdf')).toContain('a PDF');
    expect(await read('Notes/large.txt')).toContain('6.0 MB; at most 5.0 MB');
    expect(await read('Notes/umlaut.txt')).toBe('Grüße');
    expect(await read('Notes/wide.txt')).toBe('Grüße');
    expect(await read('Notes/empty.txt')).toContain('is empty');
    expect(await read('Notes/none.txt')).toBe('There is no “Notes/none.txt”.');
    expect(await read('Notes/TODO.md')).toMatch(/There is no|To do/);
    expect(await read('Notes')).toContain('is a folder');
    expect((await call('list_folder', { path: 'Notes/todo.md' })).content).toContain('is a file');
  });

  it('leaves files with keys out of searches, and asks about reading them', async () => {
    const { call, put, tools } = desk();
    put('Notes/.env', 'KEY=abc');
    put('Notes/server.pem', 'KEY=abc');
    put('Notes/.ssh/id_rsa', 'KEY=abc');
    expect((await call('search_files', { query: 'KEY=abc' })).content).toMatch(/^Nothing contains/);
    for (const path of [
      'Notes/.env',
      'Notes/.ENV.local',
      '.ssh/config',
      'a/server.pem. ',
      'b\\.aws\\x',
      'secrets.yaml',
    ])
      expect([path, tools.isDelicate('read_file', { path })]).toEqual([path, true]);
    for (const path of ['Notes/.bashrc', 'a/.vscode/tasks.json', '.github/x.yml', 'LaunchAgents/a.plist'])
      expect([
        path,
        tools.isDelicate('write_file', { path }),
        tools.isDelicate('read_file', { path }),
      ]).toEqual([path, true, false]);
    expect(tools.isDelicate('edit_file', { path: './Notes/todo.md' })).toBe(false);
    for (const path of ['Notes/todo.md', 'environment.md', 'keys.md', 'secret-garden.md'])
      expect([path, mayHoldKeys(path)]).toEqual([path, false]);
  });
});

describe('no path leads out', () => {
  it('by “..”, absolute paths, links, hard links, or Tutee’s own data', async () => {
    const { call, root } = desk();
    symlinkSync(join(root, 'outside'), join(root, 'Notes/away'));
    symlinkSync(join(root, 'outside/secret.txt'), join(root, 'Notes/link.txt'));
    linkSync(join(root, 'outside/secret.txt'), join(root, 'Notes/hard.txt'));
    const paths = [
      '../outside/secret.txt',
      'Notes/../outside/secret.txt',
      'Notes/plans/../../outside/secret.txt',
      'Notes/./../outside/secret.txt',
      join(root, 'outside/secret.txt'),
      `${join(root, 'Notes')}/../outside/secret.txt`,
      `${join(root, 'Notes')}-and-more/secret.txt`,
      'Notes/away/secret.txt',
      'Notes/link.txt',
      'Notes/hard.txt',
      '~/.ssh/id_rsa',
      'file:///etc/passwd',
      'C:\\Windows\\win.ini',
      'C:/Windows/win.ini',
      '\\\\server\\share\\x',
      'Notes\\..\\outside\\secret.txt',
      'Notes/%2e%2e/outside/secret.txt',
      'Notes/todo.md\0.txt',
      'Notes/tutee/tutee.db',
      '/proc/self/environ',
      'Notes/．．/outside/secret.txt',
      '',
    ];
    for (const path of paths)
      for (const [name, args] of [
        ['read_file', { path }],
        ['list_folder', { path: `${path}/` }],
        ['search_files', { path: path === '' ? 'x' : path, query: 'secret' }],
        ['write_file', { path, content: 'overwritten' }],
        ['edit_file', { path, edits: [{ old_text: 'secret', new_text: 'overwritten' }] }],
      ] as const) {
        if (path === '' && name === 'list_folder') continue;
        const { content, isError } = await call(name, args);
        const wrote = name === 'write_file' && !isError;
        // Odd names are names like others in the folder.
        if (wrote) expect(existsSync(join(root, 'Notes'))).toBe(true);
        expect([path, name, content.includes('the secret'), content.includes('root:')]).toEqual([
          path,
          name,
          false,
          false,
        ]);
      }
    expect(readFileSync(join(root, 'outside/secret.txt'), 'utf8')).toBe('the secret');
    expect(readFileSync(join(root, 'Notes/tutee/tutee.db'), 'utf8')).toBe('database');
  });

  it('when the folder itself, or one in it, becomes a link', async () => {
    const { call, root } = desk();
    rmSync(join(root, 'Manuals'), { recursive: true });
    symlinkSync(join(root, 'outside'), join(root, 'Manuals'));
    expect((await call('read_file', { path: 'Manuals/secret.txt' })).content).toContain('was moved');
    rmSync(join(root, 'Notes/plans'), { recursive: true });
    symlinkSync(join(root, 'outside'), join(root, 'Notes/plans'));
    expect((await call('write_file', { path: 'Notes/plans/new.txt', content: 'x' })).content).toContain(
      'is a link',
    );
    expect(existsSync(join(root, 'outside/new.txt'))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('and a pipe is not waited for', async () => {
    const { call, root } = desk();
    execFileSync('mkfifo', [join(root, 'Notes/pipe')]);
    expect((await call('read_file', { path: 'Notes/pipe' })).content).toContain('is not a file');
    expect((await call('write_file', { path: 'Notes/pipe', content: 'x' })).content).toContain(
      'is not a file',
    );
  });

  it('and names that Windows, Git or readers take for something else are not written', async () => {
    const { call } = desk();
    const names = [
      'NUL',
      'con.txt',
      'Com1',
      'lpt¹.log',
      'aux .md',
      'a:b.txt',
      'a.txt:stream',
      'dot.',
      'space ',
      'what?.md',
    ];
    const hidden = [
      '.git/hooks/pre-commit',
      '.GIT/config',
      'git~1/config',
      '.git./config',
      'a\u202Etxt.exe',
      'zero\u200Bwidth.md',
      'a\nb',
    ];
    for (const name of [...names, ...hidden])
      expect([name, (await call('write_file', { path: `Notes/${name}`, content: 'x' })).isError]).toEqual([
        name,
        true,
      ]);
    for (const name of names.slice(0, 8))
      expect(() => checkReadableName(name, 'win32')).toThrow('There is no');
    expect(() => checkReadableName('a:b.txt', 'linux')).not.toThrow();
  });
});

describe('writing', () => {
  it('creates, replaces and edits; each can be undone, and leaves no folder behind', async () => {
    const { call, text, changes, tools, root } = desk();
    expect(await call('write_file', { path: 'Notes/new/deep/a.md', content: 'one\n' })).toEqual({
      content: 'Created “Notes/new/deep/a.md”.',
      isError: false,
    });
    await call('write_file', { path: 'Notes/todo.md', content: 'nothing\n' });
    const edit = { path: 'Notes/plans/garden.md', edits: [{ old_text: 'May', new_text: 'June' }] };
    expect((await call('edit_file', edit)).content).toBe('Changed “Notes/plans/garden.md”.');
    expect([text('Notes/new/deep/a.md'), text('Notes/todo.md'), text('Notes/plans/garden.md')]).toEqual([
      'one\n',
      'nothing\n',
      'Plant the beans in June.\n',
    ]);
    for (const change of changes) await tools.undo(change);
    expect([
      existsSync(join(root, 'Notes/new')),
      text('Notes/todo.md'),
      text('Notes/plans/garden.md'),
    ]).toEqual([false, '# To do\n\n- bread\n- milk\n', 'Plant the beans in May.\n']);
    // A second time does nothing.
    for (const change of changes) await tools.undo(change);
  });

  it('is not undone over what somebody else wrote since', async () => {
    const { call, put, changes, tools, text } = desk();
    await call('write_file', { path: 'Notes/todo.md', content: 'nothing\n' });
    put('Notes/todo.md', 'mine\n');
    const [change] = changes;
    if (change === undefined) throw new Error('Nothing was recorded.');
    await expect(tools.undo(change)).rejects.toThrow('changed or moved since');
    expect(text('Notes/todo.md')).toBe('mine\n');
  });

  it('does what the user was shown, and nothing when it would be something else meanwhile', async () => {
    const { call, folders, tools, put, text, changes } = desk();
    const args = { path: 'Notes/todo.md', edits: [{ old_text: '- milk', new_text: '- oat milk' }] };
    const shown = await tools.preview('edit_file', args, folders);
    expect([shown.path, shown.isNew, shown.added, shown.removed]).toEqual(['Notes/todo.md', false, 1, 1]);
    expect(shown.lines.map(({ type, text: line }) => `${type} ${line}`)).toEqual([
      'same # To do',
      'same ',
      'same - bread',
      'removed - milk',
      'added - oat milk',
    ]);
    put('Notes/todo.md', '# To do\n\n- butter\n- milk\n');
    const late = await call('edit_file', args, { seen: shown.seen });
    expect([late.isError, late.content.includes('has changed since the user was shown')]).toEqual([
      true,
      true,
    ]);
    expect([text('Notes/todo.md'), changes]).toEqual(['# To do\n\n- butter\n- milk\n', []]);
    const again = await tools.preview('edit_file', args, folders);
    expect((await call('edit_file', args, { seen: again.seen })).isError).toBe(false);
    expect(text('Notes/todo.md')).toContain('- oat milk');
    const made = await tools.made(
      'edit_file',
      args,
      changes[0] ?? { path: '', before: null, after: '', madeFolder: null },
    );
    expect(made.lines).toEqual(again.lines);
  });

  it('keeps line ends, marks, permissions and everything beside the change', async () => {
    const { call, put, root, text } = desk();
    put('Notes/windows.txt', '\uFEFFone\r\ntwo\r\nthree\r\n');
    chmodSync(join(root, 'Notes/windows.txt'), 0o640);
    await call('edit_file', {
      path: 'Notes/windows.txt',
      edits: [{ old_text: 'one\ntwo', new_text: '1\n2' }],
    });
    expect(text('Notes/windows.txt')).toBe('\uFEFF1\r\n2\r\nthree\r\n');
    await call('write_file', { path: 'Notes/windows.txt', content: 'a\nb\n' });
    expect(text('Notes/windows.txt')).toBe('\uFEFFa\r\nb\r\n');
    if (process.platform !== 'win32')
      expect(statSync(join(root, 'Notes/windows.txt')).mode & 0o777).toBe(0o640);
    await call('edit_file', { path: 'Notes/todo.md', edits: [{ old_text: 'bread', new_text: '$& $1 $`' }] });
    expect(text('Notes/todo.md')).toContain('- $& $1 $`\n');
  });

  it('refuses what it cannot do without damage, and says what to do', async () => {
    const { call, put, changes, root } = desk();
    put('Notes/latin.txt', Buffer.from('Grüße', 'latin1'));
    put('Notes/twice.txt', 'a\na\n');
    chmodSync(join(root, 'Notes/twice.txt'), 0o444);
    const edit = (path: string, old: string) =>
      call('edit_file', { path, edits: [{ old_text: old, new_text: 'b' }] });
    expect((await edit('Notes/latin.txt', 'Gr')).content).toContain('no text in UTF-8');
    expect((await edit('Notes/twice.txt', 'a')).content).toContain('more than once');
    expect((await edit('Notes/twice.txt', 'c')).content).toContain('is not in the file');
    expect((await edit('Notes/none.txt', 'c')).content).toContain('Use write_file');
    if (process.platform !== 'win32')
      expect((await edit('Notes/twice.txt', 'a\na')).content).toContain('read-only');
    expect(
      (await call('write_file', { path: 'Notes/todo.md', content: '# To do\n\n- bread\n- milk\n' })).content,
    ).toContain('Nothing would change');
    expect((await call('write_file', { path: 'Manuals/new.txt', content: 'x' })).content).toContain(
      'may be read, not changed',
    );
    expect((await call('write_file', { path: 'Notes', content: 'x' })).content).toContain('That is a folder');
    expect((await call('write_file', { path: 'Notes/todo.md/x', content: 'x' })).content).toContain(
      'is a file, not a folder',
    );
    expect((await call('write_file', { path: 'Notes/x', content: 'x'.repeat(150_001) })).content).toContain(
      'Wrong arguments',
    );
    expect((await call('write_file', { path: 7 })).content).toContain('Wrong arguments');
    expect(changes).toEqual([]);
  });

  it('of one file twice at once happens one after the other, and nothing when Undo cannot be recorded', async () => {
    const { call, text, tools, folders } = desk();
    const edits = (old: string) => ({
      path: 'Notes/todo.md',
      edits: [{ old_text: old, new_text: `${old}!` }],
    });
    await Promise.all([call('edit_file', edits('bread')), call('edit_file', edits('milk'))]);
    expect(text('Notes/todo.md')).toBe('# To do\n\n- bread!\n- milk!\n');
    const failing = tools.call('edit_file', edits('bread'), {
      folders,
      seen: null,
      signal: new AbortController().signal,
      onChange: () => {
        throw new Error('The database is locked.');
      },
    });
    await expect(failing).rejects.toThrow('locked');
    expect(text('Notes/todo.md')).toBe('# To do\n\n- bread!\n- milk!\n');
  });

  it('shows huge and hostile differences in bounded time and size', async () => {
    const { folders, tools, put } = desk();
    put('Notes/big.txt', Array.from({ length: 60_000 }, (_, line) => `${line % 7}`).join('\n'));
    const content = Array.from({ length: 60_000 }, (_, line) => `${line % 11}`).join('\n');
    const shown = await tools.preview('write_file', { path: 'Notes/big.txt', content }, folders);
    expect([shown.lines.length, shown.cut]).toEqual([2_000, true]);
    put('Notes/line.txt', 'x'.repeat(900_000));
    const long = await tools.preview('write_file', { path: 'Notes/line.txt', content: 'y' }, folders);
    expect(Math.max(...long.lines.map(({ text }) => text.length))).toBeLessThan(1_100);
  });
});
