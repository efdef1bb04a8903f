import { describe, expect, it } from 'vitest';
import { memoryFilterSchema } from '#shared/memory/memory-filter.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';

const project = { type: 'project', id: '00000000-0000-7000-8000-0000000000aa' } as const;
const day = 24 * 60 * 60 * 1_000;

async function taught(texts: readonly string[]) {
  const opened = openTeachability();
  const ids: string[] = [];
  for (const text of texts) ids.push((await opened.memories.teach({ text })).memory.id);
  return { ...opened, ids };
}

describe('changing many memories', () => {
  it('is one change with one Undo', async () => {
    const { memories, store, ids } = await taught(['My roof leaks.', 'I prefer tea.', 'My car is red.']);
    const change = await memories.updates.update({ ids }, { pinned: true, addTags: ['mine'] });
    expect(change).toMatchObject({ changed: 3, skipped: 0 });
    expect(change.memories.map(({ pinned, tags }) => [pinned, tags])).toEqual(
      ids.map(() => [true, ['mine']]),
    );
    expect((await memories.updates.undo(change.changeId ?? '')).changed).toBe(3);
    expect(store.getAll(ids).map(({ pinned, tags }) => [pinned, tags])).toEqual(ids.map(() => [false, []]));
  });

  it('passes over those that it does not apply to', async () => {
    const { memories, ids } = await taught(['My roof leaks.', 'I prefer tea.']);
    memories.forget(ids[0] ?? '');
    expect(await memories.updates.update({ ids }, { paused: true })).toMatchObject({
      changed: 1,
      skipped: 1,
    });
    expect(await memories.updates.update({ ids }, { paused: true })).toMatchObject({
      changeId: null,
      changed: 0,
    });
  });

  it('takes all that a filter finds but for some', async () => {
    const { memories, store, ids } = await taught(['My roof leaks.', 'I prefer tea.', 'My car is red.']);
    const filter = memoryFilterSchema.parse({ kinds: ['fact'], statuses: [] });
    const change = await memories.updates.update({ filter, except: ids.slice(0, 1) }, { forgotten: true });
    expect(change.changed).toBe(1);
    expect(store.getAll(ids).map(({ status }) => status)).toEqual(['active', 'active', 'forgotten']);
  });

  it('of more than fit into one transaction is still one change', async () => {
    const texts = Array.from({ length: 230 }, (_, index) => `Shelf ${index} holds box ${index * 7}.`);
    const { memories, store, ids } = await taught(texts);
    const change = await memories.updates.update({ ids }, { private: true });
    expect(change).toMatchObject({ changed: 230, skipped: 0 });
    expect(change.memories).toHaveLength(200);
    expect(store.views.counts().private).toBe(230);
    expect(await memories.updates.undo(change.changeId ?? '')).toMatchObject({ changed: 230 });
    expect(store.views.counts().private).toBe(0);
  });

  it('tags are kept once, in order; a memory that would get too many keeps those it has', async () => {
    const { memories, store, ids } = await taught(['My roof leaks.']);
    await memories.updates.update({ ids }, { addTags: ['b', 'a', 'b'] });
    expect(store.getAll(ids)[0]?.tags).toEqual(['a', 'b']);
    await memories.updates.update({ ids }, { addTags: ['c'], removeTags: ['a'] });
    expect(store.getAll(ids)[0]?.tags).toEqual(['b', 'c']);
    const many = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
    expect(await memories.updates.update({ ids }, { addTags: many })).toMatchObject({
      changed: 0,
      skipped: 1,
    });
  });

  it('moves between scopes, and recall honours them', async () => {
    const { memories, recall, ids } = await taught(['My roof leaks.', 'I prefer short answers.']);
    await memories.updates.update({ ids }, { scope: project });
    const asked = { query: 'What about my roof?', budgetTokens: 1_500, destinationLocal: true };
    expect(sent(await recall.recall(asked))).toEqual([]);
    expect(sent(await recall.recall({ ...asked, scopes: [project.id] }))).toHaveLength(2);
    expect((await memories.preview('What about my roof?')).candidates).not.toEqual([]);
  });
});

describe('a memory with an end', () => {
  it('is not recalled after that, even before anything noticed', async () => {
    const { memories, ids, ask, later, store } = await taught(['My roof leaks.', 'I prefer short answers.']);
    const validUntil = (store.getAll(ids)[0]?.createdAt ?? 0) + day;
    await memories.updates.update({ ids }, { validUntil });
    expect(sent(await ask('What about my roof?'))).toHaveLength(2);
    later(2 * day);
    expect(sent(await ask('What about my roof?'))).toEqual([]);
  });

  it('cannot be in the past', async () => {
    const { memories, ids } = await taught(['My roof leaks.']);
    await expect(memories.updates.update({ ids }, { validUntil: 5 })).rejects.toThrow(/over already/u);
  });
});
