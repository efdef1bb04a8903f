import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { bulkActions } from '#renderer/features/memory/list/bulk-actions.ts';
import { headingOf } from '#renderer/features/memory/list/list-headings.ts';
import {
  isNarrowed,
  menuChoicesOn,
  menuFilters,
  noFilter,
  quickFilters,
} from '#renderer/state/memory/memory-filters.ts';
import { memoryPath, memoryPlace } from '#renderer/features/memory/common/memory-place.ts';
import {
  isSelected,
  nothingSelected,
  selectedCount,
  selectionTarget,
  withSelected,
} from '#renderer/state/memory/memory-selection.ts';
import type { Selection } from '#renderer/state/memory/memory-selection.ts';
import {
  itemAt,
  mapLoaded,
  missingPages,
  noPages,
  PAGE,
  withItems,
} from '#renderer/state/memory/sparse-pages.ts';
import { dayAfter, dayBefore, dayField, dayOfField } from '#renderer/ui/controls/day-field.ts';
import type { MemoryCounts, MemoryFilter } from '#shared/memory/memory-filter.ts';
import { memoryFilterSchema } from '#shared/memory/memory-filter.ts';
import { aMemory } from '../../support/renderer-values.ts';

const counts: MemoryCounts = {
  byKind: { fact: 4, preference: 3, instruction: 1, skill: 1 },
  byStatus: { active: 9, pending: 0, paused: 2, superseded: 1, expired: 0, forgotten: 3 },
  byOrigin: { told: 9, dialog: 2, rules: 0, model: 0, import: 0 },
  byScope: [{ scope: { type: 'everywhere' }, count: 11 }],
  byTag: [{ tag: 'work', count: 2 }],
  used: 4,
  neverUsed: 5,
  pinned: 1,
  private: 2,
  openConflicts: 0,
};

describe('filters of memories', () => {
  const quick = (id: string, filter: MemoryFilter = noFilter) => {
    const choice = quickFilters(filter, counts).find((each) => each.id === id);
    if (choice === undefined) throw new Error(`There is no filter ${id}.`);
    return choice;
  };

  test('no filter is what the contract takes as none', () => {
    expect(noFilter).toEqual(memoryFilterSchema.parse({}));
  });

  test('show their counts, and none before they are known', () => {
    expect(quickFilters(noFilter, counts).map(({ id, count }) => `${id} ${count}`)).toEqual([
      'all 11',
      'preference 3',
      'fact 4',
      'instruction 1',
      'skill 1',
      'never 5',
      'pinned 1',
      'private 2',
      'paused 2',
      'forgotten 3',
    ]);
    expect(quickFilters(noFilter, null).every(({ count }) => count === null)).toBe(true);
  });

  test('add up, and go away when clicked again', () => {
    const facts = quick('fact').next;
    const both = quick('pinned', facts).next;
    expect(both).toEqual({ ...noFilter, kinds: ['fact'], pinned: true });
    expect(quick('fact', both).on).toBe(true);
    expect(isNarrowed(quick('fact', quick('pinned', both).next).next)).toBe(false);
  });

  test('of a status show that status alone', () => {
    expect(quick('forgotten', quick('paused').next).next.statuses).toEqual(['forgotten']);
    expect(quick('forgotten', quick('forgotten').next).next.statuses).toEqual(noFilter.statuses);
  });

  test('“All” keeps the words searched for', () => {
    const filter: MemoryFilter = { ...noFilter, query: 'tea', use: 'never' };
    expect(quick('all', filter).next).toEqual({ ...noFilter, query: 'tea' });
    expect(quick('all', filter).on).toBe(false);
  });

  test('every choice, quick or in the menu, is one that the contract takes and that can be taken back', () => {
    const choices = [
      ...quickFilters(noFilter, counts),
      ...menuFilters(noFilter, counts, () => 'somewhere').flatMap((group) => group.choices),
    ];
    expect(choices.filter(({ next }) => !memoryFilterSchema.safeParse(next).success)).toEqual([]);
  });

  test('of the menu are named while they are on, tags that nothing has any more too', () => {
    const day = new Date(2026, 10, 3).getTime();
    const filter: MemoryFilter = { ...noFilter, tags: ['work', 'gone'], from: day };
    const on = menuChoicesOn(filter, counts, () => 'somewhere');
    expect(on.map(({ label }) => label)).toEqual(['#work', '#gone', 'Learned since 3 Nov 2026']);
    expect(on[2]?.next).toEqual({ ...filter, from: undefined, to: undefined });
  });
});

describe('a list of which only some pages are here', () => {
  test('knows what is missing in a range', () => {
    const items = Array.from({ length: PAGE }, (_, index) => index);
    const list = withItems(noPages, PAGE, items, 950);
    expect(missingPages(list, 0, 2 * PAGE)).toEqual([0, 2]);
    expect(missingPages(list, PAGE, 2 * PAGE - 1)).toEqual([]);
    expect(missingPages(list, 900, 5_000)).toEqual([9]);
    expect([itemAt(list, PAGE + 7), itemAt(list, 7)]).toEqual([7, undefined]);
  });

  test('keeps pages in which nothing changed', () => {
    const items = Array.from({ length: PAGE * 2 }, (_, index) => index);
    const list = withItems(noPages, 0, items, PAGE * 2);
    const changed = mapLoaded(list, (item) => (item === 3 ? -3 : item));
    expect(itemAt(changed, 3)).toBe(-3);
    expect(changed.pages.get(1)).toBe(list.pages.get(1));
  });
});

describe('the selection', () => {
  test('agrees with a set of ids, whatever is ticked and unticked, from nothing and from all', () => {
    const universe = ['a', 'b', 'c', 'd'];
    const step = fc.record({ ids: fc.subarray(universe), on: fc.boolean() });
    fc.assert(
      fc.property(fc.boolean(), fc.array(step), (all, steps) => {
        let selection: Selection = all ? { type: 'all', except: new Set() } : nothingSelected;
        const model = new Set(all ? universe : []);
        for (const { ids, on } of steps) {
          selection = withSelected(selection, ids, on);
          for (const id of ids)
            if (on) model.add(id);
            else model.delete(id);
        }
        expect(universe.filter((id) => isSelected(selection, id))).toEqual(
          universe.filter((id) => model.has(id)),
        );
        expect(selectedCount(selection, universe.length)).toBe(model.size);
      }),
    );
  });

  test('of all is a filter with exceptions, of some their ids, of none nothing', () => {
    const all = withSelected({ type: 'all', except: new Set() }, ['a'], false);
    expect(selectionTarget(all, noFilter)).toEqual({ filter: noFilter, except: ['a'] });
    expect(selectionTarget(withSelected(nothingSelected, ['a'], true), noFilter)).toEqual({ ids: ['a'] });
    expect(selectionTarget(nothingSelected, noFilter)).toBeNull();
  });
});

describe('what can be done with many', () => {
  test('follows from what is shown', () => {
    const labels = (filter: Partial<MemoryFilter>) =>
      bulkActions({ ...noFilter, ...filter }).first.map(({ label }) => label);
    expect(labels({})).toEqual(['Pause', 'Pin', 'Make private', 'Forget']);
    expect(labels({ statuses: ['paused'] })[0]).toBe('Resume');
    expect(labels({ statuses: ['forgotten'] })).toEqual(['Bring back']);
  });
});

describe('places', () => {
  test('paths and places are two ways to say the same', () => {
    for (const tab of ['all', 'review', 'timeline', 'map', 'health'] as const) {
      for (const openId of [null, 'm1']) {
        const [, , first, second] = memoryPath({ tab, openId }).split('/');
        expect(memoryPlace(first, second)).toEqual({ tab, openId });
      }
    }
  });
});

describe('headings', () => {
  const now = new Date(2026, 10, 23, 12).getTime();
  const memory = aMemory({ createdAt: now, lastUsedAt: null });

  test('are days where the order is one of time, and none where it is not', () => {
    expect(headingOf(memory, null, false, now)).toBe('Today');
    expect(headingOf(memory, null, true, now)).toBeNull();
    expect(headingOf(memory, 'most_used', false, now)).toBeNull();
    expect(headingOf(memory, 'last_used', false, now)).toBe('Never used');
  });
});

describe('days in fields', () => {
  test('are read as they were written, and unfinished ones not at all', () => {
    const day = new Date(2026, 1, 3).getTime();
    expect(dayField(day)).toBe('2026-02-03');
    expect(dayOfField('2026-02-03')).toBe(day);
    expect([dayOfField(''), dayOfField('0002-02-03')]).toEqual([undefined, undefined]);
    expect([dayField(dayAfter(day)), dayField(dayBefore(day))]).toEqual(['2026-02-04', '2026-02-02']);
    expect(dayField(undefined)).toBe('');
  });
});
