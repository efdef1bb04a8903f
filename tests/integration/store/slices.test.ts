import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ListSearch } from '#main/store/memory-page/list-search.ts';
import { filterSql } from '#main/store/memory-page/memory-filter-sql.ts';
import { yieldToEventLoop } from '#main/scheduling/yield-to-event-loop.ts';
import { MemoryCounter } from '#main/store/memory-page/memory-counter.ts';
import { sortedInSlices } from '#main/store/database/sorted-in-slices.ts';
import { Candidates, usualHits } from '#main/teachability/recall/candidates.ts';
import { prepareQuestion } from '#main/teachability/recall/question.ts';
import { runSync, runInSlices } from '#shared/sliced-task.ts';
import { addMany } from '../../support/many-memories.ts';
import { openMemories } from '../../support/open-store.ts';

describe('sorting in slices', () => {
  it('gives the result of a stable sort', () => {
    const item = fc.record({ by: fc.integer({ min: 0, max: 5 }), name: fc.string() });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (items, size) => {
        const order = (one: { by: number }, other: { by: number }) => one.by - other.by;
        expect(runSync(sortedInSlices(items, order, size))).toEqual(items.toSorted(order));
      }),
    );
  });

  it('sorts and merges a limited number of items in each slice', async () => {
    const items = Array.from({ length: 1_000 }, (_, index) => (index * 7_919) % 1_000);
    let [compared, most] = [0, 0];
    const order = (one: number, other: number) => {
      compared += 1;
      return one - other;
    };
    await runInSlices(sortedInSlices(items, order, 100), () => {
      most = Math.max(most, compared);
      compared = 0;
      return Promise.resolve();
    });
    // A hundred items are sorted with about 100 log2(100) comparisons.
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(100 * 8);
  });
});

describe('a search with many hits', () => {
  it('for words in thousands of memories runs in many slices and finds them all, newest first', () => {
    const { database, memories } = openMemories();
    addMany(memories, 24_000);
    const task = new ListSearch(database).found('holds', [], filterSql({}), 'newest');
    let slices = 0;
    for (let step = task.next(); ; step = task.next()) {
      if (step.done === true) {
        expect(step.value).toEqual(Array.from({ length: 24_000 }, (_, index) => 24_000 - index));
        break;
      }
      slices += 1;
    }
    // Read from the index by 10,000, looked up by 3,000, sorted by 4,000 and put in order again.
    expect(slices).toBeGreaterThan(3 + 8 + 6);
  });

  it('is not cached for its next pages when a memory changes while it runs', () => {
    const { database, memories } = openMemories();
    addMany(memories, 30);
    const search = new ListSearch(database);
    const found = () => search.found('holds', [], filterSql({}), 'newest');
    const early = found();
    // Advance until it has read which units match.
    for (const _ of ['counted', 'read']) early.next();
    addMany(memories, 1);
    search.noteChange();
    while (early.next().done !== true);
    expect(runSync(found())).toHaveLength(31);
  });

  it('scores the standing memories in slices', () => {
    const { memories } = openMemories();
    addMany(memories, 1_000, { kind: 'preference' });
    const candidates = new Candidates(memories);
    const scope = { ...usualHits, exclude: new Set<string>(), now: 0, searched: 'all' } as const;
    const task = candidates.byWords(
      prepareQuestion('Where is box 7?', memories),
      memories.standing('all'),
      scope,
    );
    let slices = 0;
    while (task.next().done !== true) slices += 1;
    expect(slices).toBe(1 + 1_000 / 50 - 1);
  });
});

describe('counts for the filters', () => {
  it('are the same when counted in slices; a change in between is counted by the next call', async () => {
    const { database, memories } = openMemories();
    addMany(memories, 30, { kind: 'preference', tags: ['box'], pinned: true });
    addMany(memories, 20, { status: 'paused', scope: { type: 'project', id: 'p' } });
    addMany(memories, 10, { status: 'forgotten', private: true });
    const counted = await memories.views.countsInSlices();
    expect(counted).toEqual(memories.views.counts());
    expect(counted).toMatchObject({ pinned: 30, private: 0, byTag: [{ tag: 'box', count: 30 }] });
    const counter = new MemoryCounter(database);
    const early = counter.countsInSlices();
    // After its first slice.
    await yieldToEventLoop();
    counter.noteChange();
    await early;
    addMany(memories, 1, { status: 'active' });
    expect(counter.counts().byStatus.active).toBe(31);
  });
});
