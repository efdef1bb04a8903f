/** What the list can be narrowed to: pure values of the contract's filter, each with its name and its count. */
import type { MemoryCounts, MemoryFilter } from '../../../shared/memory/memory-filter.ts';
import type { MemoryKind, MemoryOrigin, MemoryStatus } from '../../../shared/memory/memory.ts';
import { dateWords } from '../../ui/words/time-words.ts';
import { scopeKey } from '../../ui/words/scope-words.ts';
import type { ScopeWords } from '../../features/memory/common/memory-words.ts';

/** Paused ones stay among the others, dimmed: a row that vanished when paused would look forgotten. */
const inUse: MemoryStatus[] = ['active', 'paused'];

export const noFilter: MemoryFilter = {
  query: '',
  kinds: [],
  statuses: inUse,
  scopes: [],
  origins: [],
  tags: [],
  use: 'any',
};

/** One thing to narrow the list to. */
export interface FilterChoice {
  readonly id: string;
  readonly label: string;
  /** How many memories it would show; null when it is not known. */
  readonly count: number | null;
  readonly on: boolean;
  /** The filter after it was switched. */
  readonly next: MemoryFilter;
}

export interface FilterGroup {
  readonly label: string;
  readonly choices: readonly FilterChoice[];
}

/** Whether a filter narrows to anything; the words searched for do not count. */
export function isNarrowed(filter: MemoryFilter): boolean {
  return !sameValue({ ...filter, query: '' }, noFilter);
}

/** Nothing but the words searched for. */
export function widened(filter: MemoryFilter): MemoryFilter {
  return { ...noFilter, query: filter.query };
}

/** The counts above the list, of what people look for most. */
export function quickFilters(filter: MemoryFilter, counts: MemoryCounts | null): FilterChoice[] {
  const all = counts === null ? null : counts.byStatus.active + counts.byStatus.paused;
  return [
    { id: 'all', label: 'All', count: all, on: !isNarrowed(filter), next: widened(filter) },
    ...(['preference', 'fact', 'instruction', 'skill'] as const).map((kind) => ({
      id: kind,
      label: kindLabels[kind],
      count: counts?.byKind[kind] ?? null,
      on: filter.kinds.includes(kind),
      next: { ...filter, kinds: switched(filter.kinds, kind) },
    })),
    usageChoice(filter, 'never', counts?.neverUsed ?? null),
    flagChoice(filter, 'pinned', counts),
    flagChoice(filter, 'private', counts),
    statusChoice(filter, 'paused', counts),
    statusChoice(filter, 'forgotten', counts),
  ];
}

/** Everything else, by what it is about. */
export function menuFilters(
  filter: MemoryFilter,
  counts: MemoryCounts | null,
  scopeWords: ScopeWords,
): FilterGroup[] {
  return [
    {
      label: 'Status',
      choices: (['active', 'superseded', 'expired'] as const).map((status) =>
        statusChoice(filter, status, counts),
      ),
    },
    { label: 'Use', choices: [usageChoice(filter, 'used', counts?.used ?? null)] },
    {
      label: 'Where it came from',
      choices: (['told', 'dialog', 'rules', 'model', 'import'] as const).map((origin) => ({
        id: origin,
        label: originLabels[origin],
        count: counts?.byOrigin[origin] ?? null,
        on: filter.origins.includes(origin),
        next: { ...filter, origins: switched(filter.origins, origin) },
      })),
    },
    { label: 'Where it applies', choices: scopeChoices(filter, counts, scopeWords) },
    { label: 'Tags', choices: tagChoices(filter, counts) },
  ];
}

/** The choices of the menu that are on, so that they can be seen and dropped without opening it. */
export function menuChoicesOn(
  filter: MemoryFilter,
  counts: MemoryCounts | null,
  scopeWords: ScopeWords,
): FilterChoice[] {
  const on = menuFilters(filter, counts, scopeWords).flatMap(({ choices }) =>
    choices.filter((choice) => choice.on),
  );
  const named = [
    ['subject', filter.subject],
    ['topic', filter.topic],
  ] as const;
  const groups = named.flatMap(([id, value]) =>
    value === undefined
      ? []
      : [{ id, label: `About: ${value}`, count: null, on: true, next: { ...filter, [id]: undefined } }],
  );
  const { from, to } = filter;
  if (from === undefined && to === undefined) return [...on, ...groups];
  const without = { ...filter, from: undefined, to: undefined };
  return [
    ...on,
    ...groups,
    { id: 'learned', label: learnedWords(from, to), count: null, on: true, next: without },
  ];
}

const kindLabels: Record<MemoryKind, string> = {
  preference: 'Preferences',
  fact: 'Facts',
  instruction: 'Instructions',
  skill: 'Skills',
};

const originLabels: Record<MemoryOrigin, string> = {
  told: 'Told in a chat',
  dialog: 'Taught on this page',
  rules: 'Learned by rules',
  model: 'Learned by the model',
  import: 'Imported',
};

const statusLabels: Record<MemoryStatus, string> = {
  active: 'In use',
  pending: 'Waiting for review',
  paused: 'Paused',
  superseded: 'Replaced by a newer one',
  expired: 'Past its time',
  forgotten: 'Bin',
};

function statusChoice(filter: MemoryFilter, status: MemoryStatus, counts: MemoryCounts | null): FilterChoice {
  const on = filter.statuses.length === 1 && filter.statuses[0] === status;
  const next = { ...filter, statuses: on ? inUse : [status] };
  return { id: status, label: statusLabels[status], count: counts?.byStatus[status] ?? null, on, next };
}

function usageChoice(filter: MemoryFilter, use: 'used' | 'never', count: number | null): FilterChoice {
  const on = filter.use === use;
  const label = use === 'used' ? 'Used' : 'Never used';
  return { id: use, label, count, on, next: { ...filter, use: on ? 'any' : use } };
}

function flagChoice(
  filter: MemoryFilter,
  flag: 'pinned' | 'private',
  counts: MemoryCounts | null,
): FilterChoice {
  const on = filter[flag] === true;
  return {
    id: flag,
    label: flag === 'pinned' ? 'Pinned' : 'Private',
    count: counts?.[flag] ?? null,
    on,
    next: { ...filter, [flag]: on ? undefined : true },
  };
}

/** Those that memories are of, and those filtered by although no memory is of them any more. */
function scopeChoices(
  filter: MemoryFilter,
  counts: MemoryCounts | null,
  scopeWords: ScopeWords,
): FilterChoice[] {
  const known = counts?.byScope ?? [];
  const gone = filter.scopes.filter((scope) => !known.some((each) => sameValue(each.scope, scope)));
  return [...known, ...gone.map((scope) => ({ scope, count: 0 }))].map(({ scope, count }) => {
    const on = filter.scopes.some((each) => sameValue(each, scope));
    const scopes = on ? filter.scopes.filter((each) => !sameValue(each, scope)) : [...filter.scopes, scope];
    return { id: scopeKey(scope), label: scopeWords(scope), count, on, next: { ...filter, scopes } };
  });
}

/** Those in use somewhere, and those filtered by although nothing has them any more. */
function tagChoices(filter: MemoryFilter, counts: MemoryCounts | null): FilterChoice[] {
  const known = counts?.byTag ?? [];
  const gone = filter.tags.filter((tag) => !known.some((each) => each.tag === tag));
  return [...known, ...gone.map((tag) => ({ tag, count: 0 }))].map(({ tag, count }) => ({
    id: `tag:${tag}`,
    label: `#${tag}`,
    count,
    on: filter.tags.includes(tag),
    next: { ...filter, tags: switched(filter.tags, tag) },
  }));
}

function learnedWords(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return `Learned until ${dateWords((to ?? 0) - 1)}`;
  return to === undefined
    ? `Learned since ${dateWords(from)}`
    : `Learned ${dateWords(from)} to ${dateWords(to - 1)}`;
}

function switched<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
}

function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
