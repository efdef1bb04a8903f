import { expect } from 'vitest';
import type { MemoryRepository } from '#main/store/memory-repository.ts';
import { memoryKindSchema, memoryStatusSchema } from '#shared/memory/memory.ts';
import type { Memory } from '#shared/memory/memory.ts';

const most = 10_000;

/** Fails if a list, count, group, conflict or history disagrees with the memories themselves. */
export function checkPages(memories: MemoryRepository, ids: readonly string[]): void {
  const all = ids.map((id) => memories.get(id)).filter((memory) => memory !== undefined);
  expect(all).toHaveLength(ids.length);
  const listed = (filter: Parameters<MemoryRepository['views']['page']>[0]) =>
    memories.views
      .page(filter, most, 0)
      .items.map(({ id }) => id)
      .sort();
  const those = (passes: (memory: Memory) => boolean) =>
    all
      .filter(passes)
      .map(({ id }) => id)
      .sort();
  expect(listed({})).toEqual(those(() => true));
  for (const status of memoryStatusSchema.options)
    expect(listed({ statuses: [status] })).toEqual(those((memory) => memory.status === status));
  expect(listed({ tags: ['trip'], private: true })).toEqual(
    those((memory) => memory.private && memory.tags.includes('trip')),
  );
  expect(listed({ scopes: [{ type: 'everywhere' }], pinned: false })).toEqual(
    those((memory) => memory.scope.type === 'everywhere' && !memory.pinned),
  );
  expect(listed({ use: 'used' })).toEqual(those(({ useCount }) => useCount > 0));
  checkCounts(memories, all);
  checkSubjects(memories, all);
  for (const { older, newer } of memories.openConflicts(most, 0).items)
    expect([older.status, newer.status]).toEqual(['active', 'active']);
  const inHistory = memories.views.timeline(null, most).entries.reduce((sum, { count }) => sum + count, 0);
  expect(inHistory).toBe(ids.reduce((sum, id) => sum + memories.history(id).length, 0));
}

function checkCounts(memories: MemoryRepository, all: readonly Memory[]): void {
  const counts = memories.views.counts();
  for (const status of memoryStatusSchema.options)
    expect(counts.byStatus[status]).toBe(all.filter((memory) => memory.status === status).length);
  const inUse = all.filter(({ status }) => status === 'active' || status === 'paused');
  for (const kind of memoryKindSchema.options)
    expect(counts.byKind[kind]).toBe(inUse.filter((memory) => memory.kind === kind).length);
  expect(counts.used + counts.neverUsed).toBe(inUse.length);
  expect(counts.private).toBe(inUse.filter((memory) => memory.private).length);
  expect(counts.pinned).toBe(inUse.filter(({ pinned }) => pinned).length);
  expect(counts.byScope.reduce((sum, { count }) => sum + count, 0)).toBe(inUse.length);
  for (const { tag, count } of counts.byTag)
    expect(count).toBe(inUse.filter(({ tags }) => tags.includes(tag)).length);
  expect(counts.openConflicts).toBe(memories.openConflicts(1, 0).total);
}

function checkSubjects(memories: MemoryRepository, all: readonly Memory[]): void {
  const active = all.filter(({ status }) => status === 'active');
  const found = memories.bySubject('where I live').map(({ id }) => id);
  const expected = active.filter(
    ({ subject, scope }) => subject === 'where I live' && scope.type === 'everywhere',
  );
  expect(found.toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
}
