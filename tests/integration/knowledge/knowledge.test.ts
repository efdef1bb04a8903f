/** Folders of a project, from adding them to the answer that cites them. */
import { existsSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { docxOf, pdfOf, pngOf } from '../../support/attachment-files.ts';
import {
  addFolder,
  folderWith,
  isComplete,
  newProject,
  putFile,
  sayIn,
  whenSource,
} from '../../support/knowledge.ts';
import { answers, OpenAIServer } from '../../support/openai-server.ts';

async function open(options: Parameters<typeof TestApp.start>[0] = {}): Promise<TestApp> {
  const app = await TestApp.start(options);
  onTestFinished(() => app.stop());
  return app;
}

async function withModel(): Promise<{ app: TestApp; server: OpenAIServer }> {
  const server = await OpenAIServer.start();
  const app = await TestApp.start({ fixed: { baseUrl: server.baseUrl, model: 'test-model' } });
  onTestFinished(async () => {
    await app.stop();
    await server.stop();
  });
  return { app, server };
}

/** All that the last request for an answer said. */
function asked(server: OpenAIServer): string {
  const request = server.requests.findLast(
    ({ path, body }) => path.endsWith('completions') && body?.['stream'] === true,
  );
  return JSON.stringify(request?.body?.['messages']);
}

const heating = [
  '# Heating',
  '',
  'The boiler in the cellar is a Viessmann from 2014.',
  '',
  '## Service',
  '',
  'The boiler is serviced every October by Brandt & Sons, phone 0170 5550.',
  'They need the key of the cellar.',
  '',
  '## Pressure',
  '',
  'When the radiators stay cold, look at the pressure first: it has to be between 1.5 and 2 bar.',
].join('\n');

const garden = 'The apple tree by the fence is pruned in February, before the buds swell.';

describe('a folder of a project', () => {
  it('is read, and an answer cites it by file and lines', async () => {
    const { app, server } = await withModel();
    const owner = await newProject(app);
    const folder = folderWith({ 'heating.md': heating, 'garden.txt': garden });
    const source = await addFolder(app, owner, folder);
    expect(source).toMatchObject({ state: 'ready', files: 2, failed: 0, leftOut: 0, note: null });
    server.next('chat', answers('Brandt & Sons, in October [1].'));
    const { answer } = await sayIn(app, owner, 'Who services the boiler?');
    expect(asked(server)).toContain('Brandt & Sons');
    expect(asked(server)).not.toContain('apple tree');
    const [first] = answer.passages ?? [];
    expect(first).toMatchObject({ number: 1, name: 'heating.md', place: { type: 'lines' } });
    const { passage } = await app.call('knowledge.passage', { messageId: answer.id, number: 1 });
    expect(passage).toMatchObject({ path: 'heating.md', changed: false, opens: false });
    expect(
      passage.parts
        .filter(({ cited }) => cited)
        .map(({ text }) => text)
        .join(''),
    ).toContain('every October');
  });

  it('brings nothing to small talk, and nothing to a chat outside of its project', async () => {
    const { app, server } = await withModel();
    const owner = await newProject(app);
    await addFolder(app, owner, folderWith({ 'heating.md': heating }));
    for (const text of ['Hello there', 'Tell me a joke', 'What is the capital of Peru?']) {
      const { answer } = await sayIn(app, owner, text);
      expect(answer.passages).toBeUndefined();
    }
    await app.say('Who services the boiler?');
    expect(asked(server)).not.toContain('Brandt');
  });

  it('is answered from without a model, with the passages as they are', async () => {
    const app = await open();
    const owner = await newProject(app);
    await addFolder(app, owner, folderWith({ 'heating.md': heating }));
    const { answer } = await sayIn(app, owner, 'Who services the boiler in the cellar?');
    expect(answer.text).toMatch(/^From your files:/);
    expect(answer.text).toContain('Brandt & Sons');
    expect(answer.text).not.toContain('I do not remember');
    expect(answer.passages).toHaveLength(1);
  });

  it('follows its files: new, changed, renamed and deleted ones', async () => {
    const app = await open();
    const owner = await newProject(app);
    const folder = folderWith({
      'a.md': 'The attic is insulated with wool.',
      'b.md': 'The roof has red tiles.',
    });
    const { id } = await addFolder(app, owner, folder);
    putFile(folder, 'a.md', 'The attic is insulated with cellulose now, as of this spring.');
    rmSync(join(folder, 'b.md'));
    putFile(folder, 'deep/er/c.md', 'The chimney is swept in March.');
    const looked = whenSource(
      app,
      id,
      (source) => source.readAt !== null && source.files === 2 && isComplete(source) && source.bytes > 80,
    );
    await app.call('knowledge.read', { id });
    await looked;
    const { files } = await app.call('knowledge.files', { id });
    expect(files.map(({ path }) => path)).toEqual(['a.md', 'deep/er/c.md']);
    const { answer } = await sayIn(app, owner, 'How is the attic insulated?');
    expect(answer.text).toContain('cellulose');
    expect(answer.text).not.toContain('wool');
  });

  it('notices changes by itself', async () => {
    const app = await open();
    const owner = await newProject(app);
    const folder = folderWith({ 'a.md': 'The attic is insulated with wool.' });
    const { id } = await addFolder(app, owner, folder);
    const seen = whenSource(app, id, ({ files }) => files === 2);
    putFile(folder, 'later.md', 'The gutters are cleaned in November.');
    expect((await seen).files).toBe(2);
  });

  it('keeps what was read when it is gone, and says so', async () => {
    const app = await open();
    const owner = await newProject(app);
    const folder = folderWith({ 'notes/heating.md': heating });
    const notes = join(folder, 'notes');
    const { id } = await addFolder(app, owner, notes);
    renameSync(notes, join(folder, 'elsewhere'));
    const looked = whenSource(app, id, ({ state }) => state === 'gone');
    await app.call('knowledge.read', { id });
    expect((await looked).note).toMatch(/not there any more. What was read before is still used/);
    const { answer } = await sayIn(app, owner, 'Who services the boiler in the cellar?');
    expect(answer.text).toContain('Brandt & Sons');
    renameSync(join(folder, 'elsewhere'), notes);
    const back = whenSource(app, id, ({ state }) => state === 'ready');
    await app.call('knowledge.read', { id });
    expect((await back).files).toBe(1);
  });

  it('is not lost when a drive that is not mounted leaves an empty folder', async () => {
    const app = await open();
    const owner = await newProject(app);
    const folder = folderWith({ 'heating.md': heating });
    const { id } = await addFolder(app, owner, folder);
    rmSync(join(folder, 'heating.md'));
    const looked = whenSource(app, id, ({ state }) => state === 'gone');
    await app.call('knowledge.read', { id });
    expect((await looked).passages).toBeGreaterThan(0);
  });

  it('goes on after a restart, and reads what changed meanwhile', async () => {
    const app = await open();
    const owner = await newProject(app);
    const folder = folderWith({ 'a.md': 'The attic is insulated with wool.' });
    const { id } = await addFolder(app, owner, folder);
    await app.close();
    putFile(folder, 'b.md', 'The roof has red tiles.');
    await app.restart();
    expect((await whenSource(app, id, (source) => source.files === 2 && isComplete(source))).state).toBe(
      'ready',
    );
  });

  it('leaves nothing in the index once it is removed, and comes back by Undo', async () => {
    const app = await open();
    const owner = await newProject(app);
    const { id } = await addFolder(app, owner, folderWith({ 'heating.md': heating }));
    await app.call('knowledge.remove', { id });
    expect((await app.call('knowledge.list', { owner })).sources).toEqual([]);
    const gone = await sayIn(app, owner, 'Who services the boiler in the cellar?');
    expect(gone.answer.passages).toBeUndefined();
    const { source } = await app.call('knowledge.restore', { id });
    expect(source.path).not.toBeNull();
    await whenSource(app, id, isComplete);
    const back = await sayIn(app, owner, 'Who services the boiler in the cellar?');
    expect(back.answer.passages).toHaveLength(1);
  });

  it('can be stopped and read on', async () => {
    const app = await open();
    const owner = await newProject(app);
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`${index}.md`, `Room ${index} has ${index} windows.`]),
    );
    const folder = folderWith(files);
    const { source } = await app.call('knowledge.addPath', { owner, path: folder });
    await whenSource(app, source.id, ({ state }) => state === 'reading');
    await app.call('knowledge.stop', { id: source.id });
    const [stopped] = (await app.call('knowledge.list', { owner })).sources;
    expect(stopped?.state).toBe('stopped');
    await app.call('knowledge.read', { id: source.id });
    expect((await whenSource(app, source.id, ({ state }) => state === 'ready')).files).toBe(400);
  });
});

describe('the kinds of files', () => {
  it('are PDF, Word documents, tables and code, each with its own places', async () => {
    const app = await open();
    const owner = await newProject(app);
    const folder = folderWith({
      'manual.pdf': pdfOf(['The dishwasher takes salt in the left compartment.']),
      'letter.docx': docxOf(['The landlord allows a satellite dish on the balcony.']),
      'prices.csv': 'item,price\nwindow,420\ndoor,310\n',
      'boiler.ts': '/** How hot the boiler gets. */\nexport const boilerLimit = 75;\n',
      'photo.png': pngOf(4, 4),
      'data.bin': new Uint8Array([1, 2, 0, 3, 4]),
      'empty.txt': '',
    });
    const source = await addFolder(app, owner, folder);
    expect(source).toMatchObject({ files: 4, leftOut: 3, failed: 0 });
    const { files } = await app.call('knowledge.files', { id: source.id, faults: true });
    expect(files.map(({ path, note }) => [path, note])).toEqual([
      ['data.bin', 'It is no text, PDF, Word document or spreadsheet.'],
      ['empty.txt', 'It is empty.'],
      ['photo.png', 'It is an image; only texts are read.'],
    ]);
    const salt = await sayIn(app, owner, 'Where does the dishwasher take its salt?');
    expect(salt.answer.passages?.[0]).toMatchObject({
      name: 'manual.pdf',
      place: { type: 'pages', from: 1, to: 1 },
    });
    const dish = await sayIn(app, owner, 'Does the landlord allow a satellite dish?');
    expect(dish.answer.passages?.[0]).toMatchObject({ name: 'letter.docx', place: { type: 'paragraphs' } });
  });

  it('may be a single file, and files that were uploaded', async () => {
    const app = await open();
    const owner = await newProject(app);
    const folder = folderWith({ 'heating.md': heating, 'other.md': garden });
    const single = await addFolder(app, owner, join(folder, 'heating.md'));
    expect(single).toMatchObject({ name: 'heating.md', files: 1 });
    const bytes = Buffer.from(garden);
    const { uploadId } = await app.call('attachments.begin', {
      name: '../../garden.txt',
      bytes: bytes.length,
    });
    await app.call('attachments.part', { uploadId, offset: 0, data: bytes.toString('base64') });
    const { source } = await app.call('knowledge.addFiles', { owner, uploadIds: [uploadId] });
    expect(source).toMatchObject({ name: 'garden.txt', path: null });
    await whenSource(app, source.id, isComplete);
    expect(readdirSync(join(app.dataDir, 'knowledge', source.id))).toEqual(['garden.txt']);
    const { answer } = await sayIn(app, owner, 'When is the apple tree pruned?');
    expect(answer.text).toContain('February');
    // A backup brings uploaded files along; a folder is read again where it is.
    const { backup } = await app.call('backups.make', {});
    rmSync(join(app.dataDir, 'knowledge'), { recursive: true });
    await app.call('backups.restore', { name: backup.name });
    expect(readdirSync(join(app.dataDir, 'knowledge', source.id))).toEqual(['garden.txt']);
  });
});

describe('what cannot be added', () => {
  it.each([
    ['a part of a path', 'notes/house', /Give the whole path/],
    ['what is not there', '/no/such/folder', /There is no folder or file at “\/no\/such\/folder”/],
    ['a whole drive', '/', /That is the whole drive/],
    ['a device', '/dev/null', /neither a folder nor a file/],
  ])('is %s', async (_, path, message) => {
    const app = await open();
    const owner = await newProject(app);
    await expect(app.call('knowledge.addPath', { owner, path })).rejects.toThrow(message);
  });

  it('is where Tutee keeps its own data, also by a link', async () => {
    const app = await open();
    const owner = await newProject(app);
    const folder = folderWith({});
    symlinkSync(app.dataDir, join(folder, 'link'));
    for (const path of [app.dataDir, join(folder, 'link')])
      await expect(app.call('knowledge.addPath', { owner, path })).rejects.toThrow(/keeps its own data/);
  });

  it('is the same folder twice, or for a project that is gone', async () => {
    const app = await open();
    const owner = await newProject(app);
    const folder = folderWith({ 'heating.md': heating });
    await addFolder(app, owner, folder);
    for (const path of [`"${folder}/"`, `file://${folder}`])
      await expect(app.call('knowledge.addPath', { owner, path })).rejects.toThrow(/here already/);
    await app.call('projects.delete', { id: owner.id });
    await expect(app.call('knowledge.addPath', { owner, path: folder })).rejects.toThrow(/^not_found/);
  });
});

describe('the desktop shell', () => {
  it('lets the user choose, and opens the file of a passage', async () => {
    const opened: string[] = [];
    const folder = folderWith({
      'heating.md': heating,
      'run.sh': 'echo The alarm of the garage is tested monthly.',
    });
    const app = await open({
      openPath: (path) => Promise.resolve(void opened.push(path)),
      choosePaths: () => Promise.resolve([folder]),
    });
    expect(await app.call('knowledge.choose', { what: 'folder' })).toEqual({ paths: [folder] });
    const owner = await newProject(app);
    await addFolder(app, owner, folder);
    const { answer } = await sayIn(app, owner, 'Who services the boiler in the cellar?');
    await app.call('knowledge.open', { messageId: answer.id, number: 1 });
    expect(opened).toEqual([join(folder, 'heating.md')]);
    const other = await sayIn(app, owner, 'When is the alarm of the garage tested?');
    await expect(app.call('knowledge.open', { messageId: other.answer.id, number: 1 })).rejects.toThrow(
      /run as programs/,
    );
    rmSync(join(folder, 'heating.md'));
    await expect(app.call('knowledge.open', { messageId: answer.id, number: 1 })).rejects.toThrow(
      /^not_found/,
    );
    expect(opened).toHaveLength(1);
  });

  it('is needed for both', async () => {
    const app = await open();
    await expect(app.call('knowledge.choose', { what: 'folder' })).rejects.toThrow(/^not_supported/);
  });
});

describe('the index', () => {
  it('is made anew when it is damaged', async () => {
    const app = await open();
    const owner = await newProject(app);
    const { id } = await addFolder(app, owner, folderWith({ 'heating.md': heating }));
    await app.close();
    writeFileSync(join(app.dataDir, 'knowledge.db'), 'This is no database.');
    await app.restart();
    expect(
      (await whenSource(app, id, (source) => source.files === 1 && isComplete(source))).passages,
    ).toBeGreaterThan(0);
  });

  it('does not exist for those who have no folders', async () => {
    const app = await open();
    await app.say('Hello');
    expect(existsSync(join(app.dataDir, 'knowledge.db'))).toBe(false);
  });
});
