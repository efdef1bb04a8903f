import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { bulkActions } from '#renderer/features/memory/list/bulk-actions.ts';
import { headingOf } from '#renderer/features/memory/list/list-headings.ts';
import {
  isFiltered,
  activeMenuFilters,
  menuFilters,
  noFilter,
  quickFilters,
} from '#renderer/state/memory/memory-filters.ts';
import { memoryPath, parseMemoryRoute } from '#renderer/features/memory/memory-route.ts';
import {
  isSelected,
  nothingSelected,
  selectedCount,
  selectionTarget,
  withSelected,
} from '#renderer/state/memory/selection-store.ts';
import type { Selection } from '#renderer/state/memory/selection-store.ts';
import {
  itemAt,
  mapLoaded,
  missingPages,
  noPages,
  PAGE,
  withItems,
} from '#renderer/state/memory/sparse-pages.ts';
import {
  startOfNextDay,
  startOfPreviousDay,
  toDateValue,
  fromDateValue,
} from '#renderer/ui/controls/date-value.ts';
import type { MemoryCounts, MemoryFilter } from '#shared/memory/memory-filter.ts';
import { memoryFilterSchema } from '#shared/memory/memory-filter.ts';
import { aMemory } from '../../../support/renderer-values.ts';

const counts: MemoryCounts = {
  byKind: { fact: 4, preference: 3, instruction: 1, skill: 1 },
  byStatus: { active: 9, pending: 0, paused: 2, superseded: 1, expired: 0, forgotten: 3 },
  byOrigin: { told: 9, dialog: 2, rules: 0, model: 0, import: 0, client: 0 },
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

  test('the empty filter equals the default of the contract', () => {
    expect(noFilter).toEqual(memoryFilterSchema.parse({}));
  });

  test('show their counts once these are known', () => {
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

  test('add up, and are removed when clicked again', () => {
    const facts = quick('fact').next;
    const both = quick('pinned', facts).next;
    expect(both).toEqual({ ...noFilter, kinds: ['fact'], pinned: true });
    expect(quick('fact', both).on).toBe(true);
    expect(isFiltered(quick('fact', quick('pinned', both).next).next)).toBe(false);
  });

  test('of a status replace each other', () => {
    expect(quick('forgotten', quick('paused').next).next.statuses).toEqual(['forgotten']);
    expect(quick('forgotten', quick('forgotten').next).next.statuses).toEqual(noFilter.statuses);
  });

  test('“All” keeps the search text', () => {
    const filter: MemoryFilter = { ...noFilter, query: 'tea', use: 'never' };
    expect(quick('all', filter).next).toEqual({ ...noFilter, query: 'tea' });
    expect(quick('all', filter).on).toBe(false);
  });

  test('every option gives a filter that the contract accepts', () => {
    const choices = [
      ...quickFilters(noFilter, counts),
      ...menuFilters(noFilter, counts, () => 'somewhere').flatMap((group) => group.choices),
    ];
    expect(choices.filter(({ next }) => !memoryFilterSchema.safeParse(next).success)).toEqual([]);
  });

  test('of the menu are listed while active, unused tags included', () => {
    const day = new Date(2026, 10, 3).getTime();
    const filter: MemoryFilter = { ...noFilter, tags: ['work', 'gone'], from: day };
    const on = activeMenuFilters(filter, counts, () => 'somewhere');
    expect(on.map(({ label }) => label)).toEqual(['#work', '#gone', 'Learned since 3 Nov 2026']);
    expect(on[2]?.next).toEqual({ ...filter, from: undefined, to: undefined });
  });
});

describe('a list with only some pages loaded', () => {
  test('knows the missing pages of a range', () => {
    const items = Array.from({ length: PAGE }, (_, index) => index);
    const list = withItems(noPages, PAGE, items, 950);
    expect(missingPages(list, 0, 2 * PAGE)).toEqual([0, 2]);
    expect(missingPages(list, PAGE, 2 * PAGE - 1)).toEqual([]);
    expect(missingPages(list, 900, 5_000)).toEqual([9]);
    expect([itemAt(list, PAGE + 7), itemAt(list, 7)]).toEqual([7, undefined]);
  });

  test('keeps the identity of unchanged pages', () => {
    const items = Array.from({ length: PAGE * 2 }, (_, index) => index);
    const list = withItems(noPages, 0, items, PAGE * 2);
    const changed = mapLoaded(list, (item) => (item === 3 ? -3 : item));
    expect(itemAt(changed, 3)).toBe(-3);
    expect(changed.pages.get(1)).toBe(list.pages.get(1));
  });
});

describe('the selection', () => {
  test('agrees with a set of ids after any toggles, starting from none or all', () => {
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

  test('of all becomes a filter with exceptions, of some their ids, of none null', () => {
    const all = withSelected({ type: 'all', except: new Set() }, ['a'], false);
    expect(selectionTarget(all, noFilter)).toEqual({ filter: noFilter, except: ['a'] });
    expect(selectionTarget(withSelected(nothingSelected, ['a'], true), noFilter)).toEqual({ ids: ['a'] });
    expect(selectionTarget(nothingSelected, noFilter)).toBeNull();
  });
});

describe('bulk actions', () => {
  test('depend on the filter', () => {
    const labels = (filter: Partial<MemoryFilter>) =>
      bulkActions({ ...noFilter, ...filter }).first.map(({ label }) => label);
    expect(labels({})).toEqual(['Pause', 'Pin', 'Make private', 'Forget']);
    expect(labels({ statuses: ['paused'] })[0]).toBe('Resume');
    expect(labels({ statuses: ['forgotten'] })).toEqual(['Bring back']);
  });
});

describe('routes of the Memory page', () => {
  test('survive formatting and parsing', () => {
    for (const tab of ['all', 'review', 'timeline', 'map', 'health'] as const) {
      for (const openId of [null, 'm1']) {
        const [, , first, second] = memoryPath({ tab, openId }).split('/');
        expect(parseMemoryRoute(first, second)).toEqual({ tab, openId });
      }
    }
  });
});

describe('headings', () => {
  const now = new Date(2026, 10, 23, 12).getTime();
  const memory = aMemory({ createdAt: now, lastUsedAt: null });

  test('are days in a time order, and missing in any other', () => {
    expect(headingOf(memory, null, false, now)).toBe('Today');
    expect(headingOf(memory, null, true, now)).toBeNull();
    expect(headingOf(memory, 'most_used', false, now)).toBeNull();
    expect(headingOf(memory, 'last_used', false, now)).toBe('Never used');
  });
});

describe('values of date fields', () => {
  test('are parsed as formatted; incomplete ones are undefined', () => {
    const day = new Date(2026, 1, 3).getTime();
    expect(toDateValue(day)).toBe('2026-02-03');
    expect(fromDateValue('2026-02-03')).toBe(day);
    expect([fromDateValue(''), fromDateValue('0002-02-03')]).toEqual([undefined, undefined]);
    expect([toDateValue(startOfNextDay(day)), toDateValue(startOfPreviousDay(day))]).toEqual([
      '2026-02-04',
      '2026-02-02',
    ]);
    expect(toDateValue(undefined)).toBe('');
  });
});
