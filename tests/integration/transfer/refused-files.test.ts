import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { inspect } from '../../support/open-store.ts';
import { jsonFile, openImport, record, upload } from '../../support/transfer.ts';

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  await app.call('memories.teach', { text: 'I like tea.' });
});
afterAll(() => app.stop());

function everything(): string {
  const database = inspect(app.dataDir);
  const tables = ['memories', 'memory_units', 'memory_events', 'imports', 'import_items', 'settings'];
  const rows = tables.map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

const good = record('My sister is called Ana.');
const withKey = (key: string) =>
  jsonFile([]).replace('"memories":[]', `"memories":[],"${key}":{"polluted":true}`);
const inMemory = (key: string, value: string) =>
  jsonFile([good]).replace('"kind":"fact","text"', `"${key}":${value},"kind":"fact","text"`);

const files: readonly (readonly [situation: string, content: string | Uint8Array, reason: RegExp])[] = [
  ['an empty file', '', /empty/],
  ['a photo', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70]), /not a text file/],
  [
    'text in another encoding',
    Buffer.from('\uFEFF{"format":"tutee-memories"}', 'utf16le'),
    /not a text file/,
  ],
  ['a file with NUL in it', '{"format":\u0000}', /not a text file/],
  ['a backup', Buffer.from('SQLite format 3\u0000 and so on'), /backup.*Restore/],
  ['half a file', jsonFile([good]).slice(0, -40), /ends too early/],
  ['JSON of another program', '[{"role":"user","content":"hi"}]', /not a file of memories/],
  ['a deep nest', `${'['.repeat(200_000)}${']'.repeat(200_000)}`, /not a file of memories|not whole/],
  [
    'a deep nest in a memory',
    inMemory('x', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`),
    /nested more than/,
  ],
  [
    'a deep nest of objects in the head',
    withKey('x').replace('{"polluted":true}', '{"a":'.repeat(100_000)),
    /nested more/,
  ],
  ['a text as long as a book', inMemory('x', `"${'x'.repeat(9_000_000)}"`), /larger than 8 MB/],
  [
    'a list of a million ones',
    jsonFile([]).replace('[]', `[${'1,'.repeat(1_000_000)}1]`),
    /more than 100,000 memories|Memory 1/,
  ],
  ['a key that is there twice', withKey('format'), /“format” twice/],
  ['memories that are there twice', withKey('memories'), /“memories” twice/],
  ['a key of a memory that is there twice', inMemory('id', '"x"'), /Memory 1.*“id” twice/],
  ['the same key in another spelling', inMemory('\\u0069d', '"x"'), /“id” twice/],
  ['a file that goes on after its end', `${jsonFile([good])}{}`, /goes on after its end/],
  ['an empty place in the list', jsonFile([good]).replace('"memories":[', '"memories":[,'), /not whole/],
  ['brackets that do not fit', jsonFile([good]).replace('"memories":[', '"memories":[}'), /not whole/],
  ['a large text that is no JSON', 'I like tea.\n'.repeat(1_500_000), /larger than 16 MB/],
  ['a newer version', jsonFile([good], { version: 3 }), /newer Tutee/],
  ['a version that is no number', jsonFile([good], { version: '1' }), /head cannot be read/],
  ['memories that are no list', jsonFile([good], { memories: { 0: good } }), /head cannot be read/],
  ['a key nobody knows', withKey('surprise'), /head cannot be read/],
  ['a prototype key in the head', withKey('__proto__'), /head cannot be read|prototype/],
  ['a prototype key in a memory', inMemory('__proto__', '{"polluted":true}'), /Memory 1|prototype/],
  ['a constructor key in a memory', inMemory('constructor', '{"prototype":{"polluted":true}}'), /Memory 1/],
  ['a text of the wrong type', jsonFile([{ ...good, text: 7 }]), /Memory 1.*text/],
  ['an unknown kind', jsonFile([good, { ...record('B.'), kind: 'secret' }]), /Memory 2.*kind/],
  ['a text too long', jsonFile([{ ...good, text: 'x'.repeat(5_000) }]), /Memory 1.*longer/],
  [
    'too many cues',
    jsonFile([{ ...good, cues: Array.from({ length: 50 }, () => ({ kind: 'topic', text: 'x' })) }]),
    /Memory 1/,
  ],
  ['an id that is a path', jsonFile([{ ...good, id: '../../etc/passwd' }]), /Memory 1.*id/],
  ['a count below zero', jsonFile([{ ...good, useCount: -1 }]), /Memory 1.*useCount/],
  ['a time that is none', jsonFile([{ ...good, createdAt: 'yesterday' }]), /Memory 1.*createdAt/],
  ['the same memory twice', jsonFile([good, good]), /twice/],
  ['a history of something else', jsonFile([{ ...good, text: 'My sister is called Bea.' }]), /own history/],
  ['Markdown of a newer Tutee', '# What\n\n<!-- tutee-memories 9 -->\n\n- I like tea.', /newer Tutee/],
  ['a text that says nothing', '# Notes\n\n---\n', /no statement/],
];

describe('a rejected file', () => {
  it.each(files)(
    '%s: is rejected with a reason, and nothing changes',
    async (_situation, content, reason) => {
      const before = everything();
      await expect(openImport(app, content)).rejects.toMatchObject({
        data: { code: 'invalid_input', message: expect.stringMatching(reason) as string },
      });
      expect(everything()).toBe(before);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    },
  );

  it('a gigabyte is rejected before it is read, and anything larger than a database before it is sent', async () => {
    await expect(app.call('files.begin', { name: 'huge', bytes: 2 ** 50 })).rejects.toThrow('too large');
    const { fileId } = await app.call('files.begin', { name: 'huge.json', bytes: 1024 ** 3 });
    await expect(app.call('imports.open', { fileId })).rejects.toThrow('did not arrive whole');
  });

  it('a file with a missing part is not read', async () => {
    const { fileId } = await app.call('files.begin', { name: 'a.json', bytes: 10 });
    const part = { fileId, data: Buffer.from('12345').toString('base64') };
    await expect(app.call('files.part', { ...part, offset: 5 })).rejects.toThrow('missing');
    expect(await app.call('files.part', { ...part, offset: 0 })).toEqual({ received: 5 });
    expect(await app.call('files.part', { ...part, offset: 0 })).toEqual({ received: 5 });
    await expect(app.call('imports.open', { fileId })).rejects.toThrow('did not arrive whole');
    const tooLong = Buffer.from('1234567').toString('base64');
    await expect(app.call('files.part', { fileId, data: tooLong, offset: 5 })).rejects.toThrow('missing');
  });

  it('an uploaded name never becomes a path, and the upload is removed afterwards', async () => {
    const fileId = await upload(app, jsonFile([good]), '../../../evil.json');
    const preview = await app.call('imports.open', { fileId });
    expect(preview.name).toBe('evil.json');
    expect(() => readFileSync(join(app.dataDir, 'transfer', fileId))).toThrow('ENOENT');
    await app.call('imports.cancel', { importId: preview.importId });
    await expect(app.call('imports.rows', { importId: preview.importId, group: 'add' })).rejects.toThrow(
      'not open',
    );
  });
});
