import { describe, expect, it } from 'vitest';
import { MemoryRepository } from '#main/store/memory-repository.ts';
import { openMemoryDatabase } from '#main/store/file/open-database.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { MemoryScope, MemoryValue } from '#shared/memory/memory.ts';
import {
  addStep,
  byUser,
  memoryValue,
  sampleEmbedder,
  sampleVector,
  topic,
} from '../../support/memory-samples.ts';
import { openMemories } from '../../support/open-store.ts';

const project: MemoryScope = { type: 'project', id: uuid7() };
const assistant: MemoryScope = { type: 'assistant', id: uuid7() };

/** One memory a value, a millisecond apart, oldest first. */
function taught(values: readonly MemoryValue[]): { memories: MemoryRepository; ids: string[] } {
  const memories = new MemoryRepository(openMemoryDatabase());
  const ids = values.map((value, at) => {
    const step = addStep(value);
    memories.apply([step], byUser(at));
    return step.id;
  });
  return { memories, ids };
}

const texts = (memories: MemoryRepository, ...parameters: Parameters<MemoryRepository['views']['page']>) =>
  memories.views.page(...parameters).items.map(({ text }) => text);

describe('filters of the memory page', () => {
  const { memories, ids } = taught([
    memoryValue('a', { tags: ['house', 'trip'], pinned: true, subject: 'where I live' }),
    memoryValue('b', { tags: ['trip'], private: true, cues: [topic('travel')] }),
    memoryValue('c', { scope: project }),
    memoryValue('d', { scope: assistant, status: 'paused' }),
    memoryValue('e', { status: 'forgotten', tags: ['trip'] }),
  ]);
  memories.markUsed([ids[1] ?? ''], 50);
  memories.markUsed([ids[1] ?? ''], 51);
  memories.markUsed([ids[2] ?? ''], 70);

  it.each([
    [{ tags: ['trip'] }, 'eba'],
    [{ tags: ['trip', 'house'] }, 'a'],
    [{ tags: ['nothing'] }, ''],
    [{ scopes: [project] }, 'c'],
    [{ scopes: [project, assistant] }, 'dc'],
    [{ scopes: [{ type: 'everywhere' }] }, 'eba'],
    [{ scopes: [{ type: 'everywhere' }, assistant] }, 'edba'],
    [{ pinned: true }, 'a'],
    [{ pinned: false, private: false }, 'edc'],
    [{ private: true }, 'b'],
    [{ use: 'used' }, 'cb'],
    [{ use: 'never' }, 'eda'],
    [{ from: 1, to: 3 }, 'cb'],
    [{ subject: 'where I live' }, 'a'],
    [{ topic: 'travel' }, 'b'],
    [{ origins: ['dialog'] }, 'edcba'],
    [{ origins: ['import'] }, ''],
    [{ query: 'trip', tags: ['trip'] }, ''],
  ] as const)('%j finds %j', (filter, expected) => {
    expect(texts(memories, filter, 10, 0).join('')).toBe(expected);
    expect(memories.views.page(filter, 1, 0).total).toBe(expected.length);
    expect(memories.views.ids(filter, [])).toHaveLength(expected.length);
  });

  it.each([
    ['newest', 'edcba'],
    ['oldest', 'abcde'],
    ['most_used', 'bceda'],
    ['last_used', 'cbeda'],
    ['relevance', 'edcba'],
  ] as const)('sorted by %s', (sort, expected) => {
    expect(texts(memories, {}, 10, 0, { sort }).join('')).toBe(expected);
  });

  it('sort search results', () => {
    const found = taught([memoryValue('tea tea'), memoryValue('black tea with milk and sugar')]);
    const sorted = (sort: 'oldest' | 'newest') => texts(found.memories, { query: 'tea' }, 10, 0, { sort });
    expect(sorted('oldest')).toEqual(sorted('newest').toReversed());
  });

  it('have counts that follow every change', () => {
    expect(memories.views.counts()).toMatchObject({
      byStatus: { active: 3, paused: 1, forgotten: 1 },
      byScope: [
        { scope: { type: 'everywhere' }, count: 2 },
        { scope: { type: 'project' }, count: 1 },
        { scope: { type: 'assistant' }, count: 1 },
      ].sort((a, b) => b.count - a.count || expectedOrder(a, b)),
      byTag: [
        { tag: 'trip', count: 2 },
        { tag: 'house', count: 1 },
      ],
      used: 2,
      neverUsed: 2,
      pinned: 1,
      private: 1,
      openConflicts: 0,
    });
    memories.markUsed([ids[0] ?? ''], 80);
    expect(memories.views.counts()).toMatchObject({ used: 3, neverUsed: 1 });
  });
});

/** Scopes with as many memories are listed by their ids, which are made in this order. */
function expectedOrder(
  a: { readonly scope: { readonly type: string } },
  b: { readonly scope: { readonly type: string } },
): number {
  const order = ['everywhere', 'project', 'assistant'];
  return order.indexOf(a.scope.type) - order.indexOf(b.scope.type);
}

describe('scopes', () => {
  it('are filtered before ranking: memories elsewhere take no place', () => {
    const { memories } = openMemories();
    const elsewhere = Array.from({ length: 60 }, () =>
      addStep(memoryValue('I drink tea', { scope: project })),
    );
    const here = addStep(memoryValue('I drink tea'));
    memories.apply([...elsewhere, here], byUser());
    const vector = sampleVector('I drink tea');
    const near = (scopes?: 'all' | readonly string[]) =>
      memories.searchMeaning(vector, sampleEmbedder, 10, scopes).map(({ memory }) => memory.id);
    expect(near()).toEqual([here.id]);
    expect(near([assistant.id])).toEqual([here.id]);
    expect(near([project.id])).toHaveLength(10);
    expect(near('all')).toHaveLength(10);
    const worded = (scopes?: 'all' | readonly string[]) => memories.searchWords(['tea'], 5, scopes).length;
    expect([worded(), worded([project.id]), worded([assistant.id]), worded('all')]).toEqual([1, 5, 1, 5]);
  });

  it('have their own standing memories, subjects and texts', () => {
    const { memories } = openMemories();
    const value = { kind: 'preference', subject: 'drinks' } as const;
    const inProject = addStep(memoryValue('I prefer tea', { ...value, scope: project }));
    const everywhere = addStep(memoryValue('I prefer coffee', value));
    memories.apply([inProject, everywhere], byUser());
    expect(memories.standing().map(({ id }) => id)).toEqual([everywhere.id]);
    expect(memories.standing([project.id])).toHaveLength(2);
    expect(memories.bySubject('drinks').map(({ id }) => id)).toEqual([everywhere.id]);
    expect(memories.bySubject('drinks', project).map(({ id }) => id)).toEqual([inProject.id]);
    expect(memories.sameText('i prefer tea')).toBeUndefined();
    expect(memories.sameText('i prefer tea', project)?.id).toBe(inProject.id);
  });

  it('can be changed: the memory is then found in the new scope only', () => {
    const { memories } = openMemories();
    const step = addStep(memoryValue('I drink tea'));
    memories.apply([step], byUser(1));
    const value = { ...step.value, scope: project };
    memories.apply([{ type: 'update', id: step.id, action: 'moved', value }], byUser(2));
    const near = (scopes: readonly string[]) =>
      memories.searchMeaning(sampleVector('I drink tea'), sampleEmbedder, 5, scopes);
    expect(near([])).toEqual([]);
    expect(near([project.id])).toHaveLength(1);
    expect(memories.get(step.id)).toMatchObject({ scope: project, updatedAt: 1 });
  });
});

describe('conflicts and proposals', () => {
  it('a conflict is open while both memories are active', () => {
    const { memories } = openMemories();
    const [older, newer] = [addStep(memoryValue('I like tea')), addStep(memoryValue('I hate tea'))];
    memories.apply([older], byUser());
    const reason = 'One says like, the other hate.';
    memories.apply([newer, { type: 'conflict', id: newer.id, with: older.id, reason }], byUser());
    expect(memories.views.counts().openConflicts).toBe(1);
    const gone = { ...older.value, status: 'forgotten' } as const;
    const { changeId } = memories.apply(
      [{ type: 'update', id: older.id, action: 'forgotten', value: gone }],
      byUser(),
    );
    expect(memories.views.counts().openConflicts).toBe(0);
    memories.undo(changeId, byUser());
    expect(memories.views.counts().openConflicts).toBe(1);
  });
});
