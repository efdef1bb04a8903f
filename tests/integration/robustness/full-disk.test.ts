/** A full disk is reported as such, leaves nothing half-written, and its space is freed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseFile, openDatabase } from '#main/store/file/open-database.ts';
import { TestApp } from '../../support/app.ts';
import { makeEarlierDatabase } from '../../support/store/earlier-database.ts';
import { canMount, smallDisk } from '../../support/store/small-disk.ts';
import { ended, jsonFile, openImport, record } from '../../support/transfer.ts';

const full = {
  data: {
    code: 'disk_full',
    message: expect.stringMatching(
      /^The disk that holds \S+ is full \([\d,]+ MB free\)\. Free [\d,]+ MB and try again\./,
    ) as string,
  },
};

async function start(megabytes: number) {
  const disk = smallDisk(megabytes);
  const app = await TestApp.start({ dataDir: disk.path });
  onTestFinished(async () => {
    disk.clear();
    await app.close();
  });
  return { disk, app };
}

const texts = async (app: TestApp) => (await app.call('memories.list', {})).items.map(({ text }) => text);
const longDraft = (app: TestApp) =>
  app.call('drafts.put', { conversationId: null, projectId: null, text: 'word '.repeat(40_000) });
const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

describe.skipIf(!canMount)('on a file system of a few megabytes (where this user may mount one)', () => {
  it('a backup that does not fit is rejected and leaves nothing', async () => {
    const { disk, app } = await start(12);
    await app.call('memories.teach', { text: 'I like tea.' });
    await longDraft(app);
    disk.fill(300_000);
    await expect(app.call('backups.make', {})).rejects.toMatchObject(full);
    expect(filesIn(join(disk.path, 'backups'))).toEqual([]);
    disk.clear();
    const { backup } = await app.call('backups.make', {});
    disk.fill(300_000);
    await expect(app.call('backups.restore', { name: backup.name })).rejects.toMatchObject(full);
    expect(filesIn(disk.path).filter((name) => name.includes('restoring'))).toEqual([]);
    expect(await texts(app)).toEqual(['I like tea.']);
  });

  it('an export that does not fit is rejected and leaves nothing', async () => {
    const { disk, app } = await start(12);
    for (let nth = 0; nth < 30; nth += 1)
      await app.call('memories.teach', { text: `Thing ${nth} is ${'long '.repeat(700)}` });
    disk.fill(40_000);
    for (const format of ['json', 'markdown'] as const)
      await expect(app.call('exports.memories', { format })).rejects.toMatchObject(full);
    expect(filesIn(join(disk.path, 'transfer'))).toEqual([]);
    disk.clear();
    expect((await app.call('exports.memories', { format: 'json' })).memories).toBe(30);
  });

  it('a file that does not fit is rejected before the upload, or its space is freed', async () => {
    const { disk, app } = await start(12);
    await expect(app.call('files.begin', { name: 'large.db', bytes: 900_000_000 })).rejects.toMatchObject(
      full,
    );
    const { fileId } = await app.call('files.begin', { name: 'some.json', bytes: 600_000 });
    const part = Buffer.alloc(190_000, 0x20).toString('base64');
    await app.call('files.part', { fileId, offset: 0, data: part });
    disk.fill(50_000);
    await expect(app.call('files.part', { fileId, offset: 190_000, data: part })).rejects.toMatchObject(full);
    expect(filesIn(join(disk.path, 'transfer'))).toEqual([]);
    expect(disk.free()).toBeGreaterThan(200_000);
  });

  it('an import that does not fit is undone, at the latest when there is space', async () => {
    const { disk, app } = await start(12);
    await app.call('memories.teach', { text: 'I like tea.' });
    const records = Array.from({ length: 200 }, (_, nth) => record(`Thing ${nth} is ${'long '.repeat(600)}`));
    const { importId } = await openImport(app, jsonFile(records));
    disk.fill(600_000);
    await app.call('imports.apply', { importId });
    expect(await ended(app, importId)).toMatchObject({ state: 'failed', error: { code: 'disk_full' } });
    disk.clear();
    await app.restart();
    expect(await texts(app)).toEqual(['I like tea.']);
  });

  it('teaching fails on a full disk, and succeeds when there is space', async () => {
    const { disk, app } = await start(12);
    await app.call('memories.teach', { text: 'I like tea.' });
    disk.fill(0);
    // A little may still fit into the allocated WAL.
    const untilRefused = async () => {
      for (let nth = 0; nth < 40; nth += 1) await longDraft(app);
    };
    await expect(untilRefused()).rejects.toMatchObject(full);
    disk.clear();
    await app.call('memories.teach', { text: 'I like coffee.' });
    expect((await texts(app)).toSorted()).toEqual(['I like coffee.', 'I like tea.']);
  });

  it.each([0, 60_000, 400_000])(
    'an older database with %i bytes left is not migrated and stays unchanged',
    (left) => {
      const disk = smallDisk(4);
      makeEarlierDatabase(disk.path, 9);
      const before = readFileSync(join(disk.path, databaseFile));
      disk.fill(left);
      const open = () => openDatabase({ dataDir: disk.path, appVersion: 'test', now: () => 0 });
      expect(open).toThrow(expect.objectContaining({ code: 'disk_full' }) as Error);
      expect(readFileSync(join(disk.path, databaseFile)).equals(before)).toBe(true);
      expect(filesIn(join(disk.path, 'backups'))).toEqual([]);
      disk.clear();
      open().close();
    },
  );

  it.each([0, 30_000, 200_000])(
    'a start with %i bytes left says so, and succeeds when there is space',
    (left) => {
      const disk = smallDisk(2);
      disk.fill(left);
      const open = () => openDatabase({ dataDir: disk.path, appVersion: 'test', now: () => 0 });
      expect(open).toThrow(expect.objectContaining({ code: 'disk_full' }) as Error);
      disk.clear();
      open().close();
    },
  );
});
