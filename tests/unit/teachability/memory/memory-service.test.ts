import { describe, expect, it } from 'vitest';
import { openTeachability } from '../../../support/open-teachability.ts';

const everything = { query: '', limit: 50, offset: 0 } as const;

describe('teaching by hand', () => {
  it('chooses a kind and cues by rule', async () => {
    const { memories } = openTeachability();
    const { memory } = await memories.teach({ text: "I can't stand seafood." });
    expect(memory.kind).toBe('preference');
    expect(memory.source.origin).toBe('dialog');
    expect(memory.cues.map(({ text }) => text).join(' ')).toContain('restaurants');
  });

  it('takes the kind and cues that are given', async () => {
    const { memories } = openTeachability();
    const cues = [{ kind: 'task', text: 'baking' }] as const;
    const { memory } = await memories.teach({ text: 'Let the dough rest.', kind: 'skill', cues });
    expect(memory).toMatchObject({ kind: 'skill', cues });
  });

  it('supersedes the older of one subject; undo brings it back', async () => {
    const { memories, store } = openTeachability();
    const first = await memories.teach({ text: 'I live in Ghent.' });
    const second = await memories.teach({ text: 'I moved to Porto.' });
    expect(store.get(first.memory.id)?.status).toBe('superseded');
    await memories.updates.undo(second.changeId);
    expect(store.get(first.memory.id)).toMatchObject({ status: 'active', supersededBy: null });
    expect(store.bySubject('where I live').map(({ text }) => text)).toEqual(['I live in Ghent.']);
  });

  it('confirms what is there already', async () => {
    const { memories } = openTeachability();
    const first = await memories.teach({ text: 'My roof leaks.' });
    const again = await memories.teach({ text: 'my roof leaks' });
    expect(again.memory).toMatchObject({ id: first.memory.id, confirmCount: 1 });
    expect(again.changeId).not.toBe(first.changeId);
  });
});

describe('editing', () => {
  it('makes the new words findable and the old ones not', async () => {
    const { memories, ask } = openTeachability();
    const { memory } = await memories.teach({ text: 'The key is under the mat.' });
    await memories.edit(memory.id, { text: 'The key is in the flowerpot.' });
    expect((await ask('What is in the flowerpot?')).candidates[0]?.text).toBe('The key is in the flowerpot.');
    expect(
      (await ask('What is under the mat?')).candidates.filter(({ outcome }) => outcome === 'used'),
    ).toEqual([]);
  });

  it('lets cues that rules made follow, and keeps those of the user', async () => {
    const { memories } = openTeachability();
    const { memory } = await memories.teach({ text: 'My favourite colour is teal.' });
    const own = { kind: 'topic', text: 'painting the fence' } as const;
    await memories.edit(memory.id, { cues: [...memory.cues, own] });
    const { memory: edited } = await memories.edit(memory.id, { text: 'My sister is called Ana.' });
    const cues = edited.cues.map(({ text }) => text);
    expect(cues).toContain('painting the fence');
    expect(cues).toContain('What is my sister called?');
    expect(cues).not.toContain('What is my favourite colour?');
    expect(edited.subject).toBe("my sister's name");
  });

  it('changes only what is given', async () => {
    const { memories } = openTeachability();
    const { memory } = await memories.teach({ text: 'My favourite colour is teal.' });
    const { memory: edited } = await memories.edit(memory.id, { kind: 'preference' });
    expect({ ...edited, kind: 'fact', updatedAt: 0 }).toMatchObject({
      ...memory,
      updatedAt: 0,
      cues: edited.cues,
    });
  });

  it.each(['edit', 'pause', 'pin', 'forget', 'restore', 'history', 'get'] as const)(
    '%s of a memory that is not there says so',
    async (verb) => {
      const { memories } = openTeachability();
      const id = '00000000-0000-7000-8000-000000000000';
      const calls = {
        edit: () => memories.edit(id, { text: 'x' }),
        pause: () => memories.pause(id, true),
        pin: () => memories.pin(id, true),
        forget: () => memories.forget(id),
        restore: () => memories.restore(id),
        history: () => memories.history(id),
        get: () => memories.get(id),
      };
      await expect((async () => calls[verb]())()).rejects.toMatchObject({ code: 'not_found' });
    },
  );
});

describe('the life of a memory', () => {
  it('goes through pause, pin, forget and restore, each in its history and each undone', async () => {
    const { memories, store } = openTeachability();
    const { memory } = await memories.teach({ text: 'My roof leaks.' });
    const { id } = memory;
    expect(memories.pause(id, true).memory.status).toBe('paused');
    expect(memories.pause(id, false).memory.status).toBe('active');
    expect(memories.pin(id, true).memory.pinned).toBe(true);
    const forgotten = memories.forget(id);
    expect(forgotten.memory.status).toBe('forgotten');
    await memories.updates.undo(forgotten.changeId);
    expect(store.get(id)?.status).toBe('active');
    memories.forget(id);
    expect(memories.restore(id).memory.status).toBe('active');
    expect(memories.history(id).map(({ action }) => action)).toEqual([
      'restored',
      'forgotten',
      'undone',
      'forgotten',
      'pinned',
      'resumed',
      'paused',
      'learned',
    ]);
  });

  it('cannot be paused while forgotten', async () => {
    const { memories } = openTeachability();
    const { memory } = await memories.teach({ text: 'My roof leaks.' });
    memories.forget(memory.id);
    expect(() => memories.pause(memory.id, true)).toThrow(/Restore it first/u);
  });

  it('a restored memory is no longer said to be replaced', async () => {
    const { memories } = openTeachability();
    const first = await memories.teach({ text: 'I live in Ghent.' });
    await memories.teach({ text: 'I moved to Porto.' });
    expect(memories.restore(first.memory.id).memory).toMatchObject({ status: 'active', supersededBy: null });
  });
});

describe('the list', () => {
  it('is newest first without a query, with counts', async () => {
    const { memories, later } = openTeachability();
    for (const text of ['My roof leaks.', 'I prefer tea.', 'Always be brief.']) {
      await memories.teach({ text });
      later(1_000);
    }
    const { items, total, counts } = await memories.list(everything);
    expect(items.map(({ text }) => text)).toEqual(['Always be brief.', 'I prefer tea.', 'My roof leaks.']);
    expect(total).toBe(3);
    expect(counts.byKind).toEqual({ fact: 1, preference: 1, instruction: 1, skill: 0 });
  });

  it('finds by words, then by cues and meaning', async () => {
    const { memories } = openTeachability();
    await memories.teach({ text: 'My roof leaks.' });
    await memories.teach({ text: "I can't stand seafood." });
    const texts = async (query: string) =>
      (await memories.list({ ...everything, query })).items.map(({ text }) => text);
    expect(await texts('roof')).toEqual(['My roof leaks.']);
    expect(await texts('roo')).toEqual(['My roof leaks.']);
    expect(await texts('restaurants for dinner')).toEqual(["I can't stand seafood."]);
    expect(await texts('submarine')).toEqual([]);
  });

  it('previews without counting a use', async () => {
    const { memories, store } = openTeachability();
    const { memory } = await memories.teach({ text: 'My roof leaks.' });
    const report = await memories.preview('Does my roof leak?');
    expect(report.candidates[0]).toMatchObject({ memoryId: memory.id, outcome: 'used' });
    expect(store.get(memory.id)?.useCount).toBe(0);
  });
});
