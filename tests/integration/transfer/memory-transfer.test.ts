import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planImport } from '#main/transfer/plan-import.ts';
import { TestApp } from '../../support/app.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { inspect } from '../../support/open-store.ts';
import {
  ended,
  exported,
  importFile,
  jsonFile,
  openImport,
  record,
  recordsIn,
} from '../../support/transfer.ts';

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
});
afterEach(() => app.stop());

const list = async () => (await app.call('memories.list', { limit: 500 })).items;
const texts = async () => (await list()).map(({ text }) => text).toSorted();

/** Everything that could be left behind. */
function rows(): unknown {
  const database = inspect(app.dataDir);
  const tables = ['memories', 'memory_units', 'memory_events', 'unit_vectors', 'imports', 'import_items'];
  return tables.map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all());
}

/** The same once every memory has its vectors, which come a moment after it. */
async function completeRows(): Promise<unknown> {
  const missing = 'SELECT count(*) FROM memory_units WHERE id NOT IN (SELECT unit_id FROM unit_vectors)';
  await expect.poll(() => inspect(app.dataDir).prepare(missing).pluck().get()).toBe(0);
  return rows();
}

describe('an exported file is imported elsewhere', () => {
  it('completely: every status, history, counts, links, sources', async () => {
    await app.say('Remember that my favourite colour is teal.');
    await app.say('What is my favourite colour?');
    await app.say('Remember that my favourite colour is green.');
    const { memory } = await app.call('memories.teach', { text: 'I prefer trains to planes.' });
    await app.call('memories.pin', { id: memory.id, pinned: true });
    await app.call('memories.edit', { id: memory.id, text: 'I prefer night trains to planes.' });
    const { memory: gone } = await app.call('memories.teach', { text: 'My cat is called Fig.' });
    await app.call('memories.forget', { id: gone.id });
    const before = recordsIn(await exported(app));
    expect(before.map(({ status }) => status)).toContain('superseded');
    expect(before.map(({ status }) => status)).toContain('forgotten');
    const file = await exported(app);

    const other = await TestApp.start();
    expect(await importFile(other, file)).toMatchObject({ state: 'done', added: 4 });
    expect(recordsIn(await exported(other))).toEqual(before);
    const found = await other.call('memories.list', { query: 'night trains' });
    expect(found.items.map(({ text }) => text)).toContain('I prefer night trains to planes.');
    checkAgreement(inspect(other.dataDir));
    // Undo of a change made over there works over here.
    await other.call('memories.restore', { id: gone.id });
    await other.stop();
  });

  it('and a second time changes nothing', async () => {
    const file = jsonFile([record('My sister is called Ana.'), record('I like tea.')]);
    await importFile(app, file);
    const before = await exported(app);
    const preview = await openImport(app, file);
    expect(preview.counts).toEqual({ add: 0, same: 2, conflict: 0 });
    await app.call('imports.apply', { importId: preview.importId });
    expect(await ended(app, preview.importId)).toMatchObject({ state: 'done', added: 0 });
    expect(recordsIn(await exported(app))).toEqual(recordsIn(before));
  });
});

describe('a conflict', () => {
  const theirs = record('My favourite colour is green.', { subject: 'my favourite colour' });
  const file = jsonFile([theirs, record('I like tea.')]);
  beforeEach(async () => {
    await app.call('memories.teach', { text: 'My favourite colour is teal.' });
  });

  it('is shown with the existing memory, which is kept by default', async () => {
    const preview = await openImport(app, file);
    expect(preview).toMatchObject({ format: 'json', counts: { add: 1, same: 0, conflict: 1 } });
    const { rows: shown } = await app.call('imports.rows', { importId: preview.importId, group: 'conflict' });
    expect(shown).toMatchObject([
      { row: 0, text: theirs.text, reason: 'subject', existing: { text: 'My favourite colour is teal.' } },
    ]);
    await app.call('imports.apply', { importId: preview.importId });
    expect(await ended(app, preview.importId)).toMatchObject({ state: 'done', added: 1, replaced: 0 });
    expect(await texts()).toEqual(['I like tea.', 'My favourite colour is teal.']);
  });

  it('can be replaced: the older is superseded by the new one', async () => {
    expect(await importFile(app, file, 'replace')).toMatchObject({ state: 'done', added: 2, replaced: 1 });
    expect(await texts()).toEqual(['I like tea.', 'My favourite colour is green.']);
    const { items } = await app.call('memories.list', { statuses: ['superseded'] });
    checkAgreement(inspect(app.dataDir));
    expect(items).toMatchObject([{ text: 'My favourite colour is teal.', supersededBy: theirs.id }]);
  });

  it('keeps private memories private whatever replaces them', async () => {
    const { items } = await app.call('memories.list', {});
    await app.call('memories.update', {
      target: { ids: items.map(({ id }) => id) },
      changes: { private: true },
    });
    await importFile(app, file, 'replace');
    const found = (await list()).find(({ text }) => text === theirs.text);
    expect(found).toMatchObject({ id: theirs.id, private: true });
    checkAgreement(inspect(app.dataDir));
  });

  it('can keep both, decided row by row', async () => {
    const { importId } = await openImport(app, file);
    await app.call('imports.apply', {
      importId,
      rows: [
        { row: 0, decision: 'add' },
        { row: 1, decision: 'skip' },
      ],
    });
    await ended(app, importId);
    expect(await texts()).toEqual(['My favourite colour is green.', 'My favourite colour is teal.']);
  });

  it('is undone completely with the import', async () => {
    const before = await completeRows();
    const { importId } = await importFile(app, file, 'replace');
    expect(rows()).not.toEqual(before);
    expect(await app.call('imports.undo', { importId })).toEqual({
      removed: 3,
      kept: 0,
      chats: 0,
      chatsKept: 0,
    });
    expect(rows()).toEqual(before);
    await expect(app.call('imports.undo', { importId })).rejects.toThrow('taken back already');
  });

  it('is undone also for a memory whose status had changed before', async () => {
    const { items } = await app.call('memories.list', {});
    const id = items[0]?.id ?? '';
    await app.call('memories.pause', { id, paused: true });
    await app.call('memories.pause', { id, paused: false });
    const before = recordsIn(await exported(app));
    const { importId } = await importFile(app, file, 'replace');
    await app.call('imports.undo', { importId });
    expect(recordsIn(await exported(app))).toEqual(before);
  });

  it('keeps later changes when the import is undone', async () => {
    const { importId } = await importFile(app, file, 'replace');
    await app.call('memories.edit', { id: theirs.id, text: 'My favourite colour is dark green.' });
    expect(await app.call('imports.undo', { importId })).toMatchObject({ kept: 1 });
    expect(await texts()).toContain('My favourite colour is dark green.');
    expect(await texts()).not.toContain('I like tea.');
    checkAgreement(inspect(app.dataDir));
  });
});

describe('a memory rejected before', () => {
  it('is a conflict when pasted again, and skipped by default', async () => {
    const { memory } = await app.call('memories.teach', { text: 'My dog is called Rex.' });
    await app.call('memories.forget', { id: memory.id });
    const { importId, counts } = await app.call('imports.openText', { text: 'User’s dog is called Rex.' });
    expect(counts).toEqual({ add: 0, same: 0, conflict: 1 });
    const { rows: shown } = await app.call('imports.rows', { importId, group: 'conflict' });
    expect(shown).toMatchObject([{ reason: 'forgotten', existing: { text: 'My dog is called Rex.' } }]);
    await app.call('imports.apply', { importId });
    expect(await ended(app, importId)).toMatchObject({ state: 'done', added: 0 });
  });

  it('in review or forgotten for good is recognised without its text', () => {
    const planned = (known: { rejected?: boolean; purged?: boolean }, status: 'active' | 'pending') =>
      planImport([record('My dog is called Rex.', { status })], 'pasted', {
        byId: () => undefined,
        bySameText: () => [],
        bySubject: () => [],
        wasRejected: () => known.rejected === true,
        wasPurged: () => known.purged === true,
      })[0];
    expect(planned({ rejected: true }, 'pending')).toMatchObject({ group: 'conflict', reason: 'rejected' });
    expect(planned({ purged: true }, 'active')).toMatchObject({ group: 'conflict', reason: 'forgotten' });
    expect(planned({}, 'pending')).toMatchObject({ group: 'add' });
  });
});

describe('an interrupted import', () => {
  const many = jsonFile(Array.from({ length: 400 }, (_, index) => record(`Fact number ${index}.`)));

  it('is reverted completely when cancelled', async () => {
    await app.call('memories.teach', { text: 'I like tea.' });
    const before = await completeRows();
    const { importId } = await openImport(app, many);
    await app.call('imports.apply', { importId });
    await app.event(({ name, payload }) => name === 'import-changed' && payload.done > 0);
    await app.call('imports.cancel', { importId });
    expect(await ended(app, importId)).toMatchObject({ state: 'cancelled' });
    expect(rows()).toEqual(before);
    expect(await texts()).toEqual(['I like tea.']);
  });

  it('is rejected while another one runs', async () => {
    const first = await openImport(app, many);
    const second = await openImport(app, jsonFile([record('I like tea.')]));
    await app.call('imports.apply', { importId: first.importId });
    await expect(app.call('imports.apply', { importId: second.importId })).rejects.toThrow('under way');
    await app.call('imports.cancel', { importId: first.importId });
    await app.call('imports.apply', { importId: second.importId });
    await ended(app, second.importId);
    expect(await texts()).toEqual(['I like tea.']);
  });

  it('is reverted when the app closes', async () => {
    const { importId } = await openImport(app, many);
    await app.call('imports.apply', { importId });
    await app.restart();
    expect(await list()).toEqual([]);
    checkAgreement(inspect(app.dataDir));
  });
});
