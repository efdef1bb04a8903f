/** The filters of the list: pure values of the contract's filter, each with its label and its count. */
import type { MemoryCounts, MemoryFilter } from '../../../shared/memory/memory-filter.ts';
import type { MemoryKind, MemoryOrigin, MemoryStatus } from '../../../shared/memory/memory.ts';
import { formatDate } from '../../ui/format/format-time.ts';
import type { FormatScope } from '../../ui/format/format-scope.ts';
import { scopeKey } from '../../ui/format/format-scope.ts';
import { t } from '../../language/translate.ts';

/** Paused memories stay in the list, dimmed: a row that vanished when paused would look forgotten. */
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

/** One filter option. */
export interface FilterChoice {
  readonly id: string;
  readonly label: string;
  /** How many memories it would show; null when unknown. */
  readonly count: number | null;
  readonly on: boolean;
  /** The filter after toggling it. */
  readonly next: MemoryFilter;
}

export interface FilterGroup {
  readonly label: string;
  readonly choices: readonly FilterChoice[];
}

/** Whether any filter is active; the search text does not count. */
export function isFiltered(filter: MemoryFilter): boolean {
  return !sameValue({ ...filter, query: '' }, noFilter);
}

/** The filter reduced to its search text. */
export function withoutFilters(filter: MemoryFilter): MemoryFilter {
  return { ...noFilter, query: filter.query };
}

/** The most used filters, above the list. */
export function quickFilters(filter: MemoryFilter, counts: MemoryCounts | null): FilterChoice[] {
  const all = counts === null ? null : counts.byStatus.active + counts.byStatus.paused;
  return [
    { id: 'all', label: t('All'), count: all, on: !isFiltered(filter), next: withoutFilters(filter) },
    ...(['preference', 'fact', 'instruction', 'skill'] as const).map((kind) => ({
      id: kind,
      label: kindLabels[kind],
      count: counts?.byKind[kind] ?? null,
      on: filter.kinds.includes(kind),
      next: { ...filter, kinds: toggled(filter.kinds, kind) },
    })),
    usageChoice(filter, 'never', counts?.neverUsed ?? null),
    flagChoice(filter, 'pinned', counts),
    flagChoice(filter, 'private', counts),
    statusChoice(filter, 'paused', counts),
    statusChoice(filter, 'forgotten', counts),
  ];
}

/** All other filters, grouped. */
export function menuFilters(
  filter: MemoryFilter,
  counts: MemoryCounts | null,
  formatScope: FormatScope,
): FilterGroup[] {
  return [
    {
      label: t('Status'),
      choices: (['active', 'superseded', 'expired'] as const).map((status) =>
        statusChoice(filter, status, counts),
      ),
    },
    { label: t('Use', {}, 'heading'), choices: [usageChoice(filter, 'used', counts?.used ?? null)] },
    {
      label: t('Where it came from'),
      choices: (['told', 'dialog', 'rules', 'model', 'import', 'client'] as const).map((origin) => ({
        id: origin,
        label: originLabels[origin],
        count: counts?.byOrigin[origin] ?? null,
        on: filter.origins.includes(origin),
        next: { ...filter, origins: toggled(filter.origins, origin) },
      })),
    },
    { label: t('Where it applies'), choices: scopeChoices(filter, counts, formatScope) },
    { label: t('Tags'), choices: tagChoices(filter, counts) },
  ];
}

/** The active options of the menu, so that they can be seen and removed without opening it. */
export function activeMenuFilters(
  filter: MemoryFilter,
  counts: MemoryCounts | null,
  formatScope: FormatScope,
): FilterChoice[] {
  const on = menuFilters(filter, counts, formatScope).flatMap(({ choices }) =>
    choices.filter((choice) => choice.on),
  );
  const named = [
    ['subject', filter.subject],
    ['topic', filter.topic],
  ] as const;
  const groups = named.flatMap(([id, value]) =>
    value === undefined
      ? []
      : [
          {
            id,
            label: t('About: {{name}}', { name: value }),
            count: null,
            on: true,
            next: { ...filter, [id]: undefined },
          },
        ],
  );
  const { from, to } = filter;
  if (from === undefined && to === undefined) return [...on, ...groups];
  const without = { ...filter, from: undefined, to: undefined };
  return [
    ...on,
    ...groups,
    { id: 'learned', label: learnedLabel(from, to), count: null, on: true, next: without },
  ];
}

const kindLabels: Record<MemoryKind, string> = {
  preference: t('Preferences'),
  fact: t('Facts'),
  instruction: t('Instructions'),
  skill: t('Skills'),
};

const originLabels: Record<MemoryOrigin, string> = {
  told: t('Told in a chat'),
  dialog: t('Taught on this page'),
  rules: t('Learned by rules'),
  model: t('Learned by the model'),
  import: t('Imported'),
  client: t('Taught by another program'),
};

const statusLabels: Record<MemoryStatus, string> = {
  active: t('In use'),
  pending: t('Waiting for review'),
  paused: t('Paused'),
  superseded: t('Replaced by a newer one'),
  expired: t('Past its time'),
  forgotten: t('Bin'),
};

function statusChoice(filter: MemoryFilter, status: MemoryStatus, counts: MemoryCounts | null): FilterChoice {
  const on = filter.statuses.length === 1 && filter.statuses[0] === status;
  const next = { ...filter, statuses: on ? inUse : [status] };
  return { id: status, label: statusLabels[status], count: counts?.byStatus[status] ?? null, on, next };
}

function usageChoice(filter: MemoryFilter, use: 'used' | 'never', count: number | null): FilterChoice {
  const on = filter.use === use;
  const label = use === 'used' ? t('Used') : t('Never used');
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
    label: flag === 'pinned' ? t('Pinned') : t('Private'),
    count: counts?.[flag] ?? null,
    on,
    next: { ...filter, [flag]: on ? undefined : true },
  };
}

/** The scopes of memories, plus filtered ones that no memory has any more. */
function scopeChoices(
  filter: MemoryFilter,
  counts: MemoryCounts | null,
  formatScope: FormatScope,
): FilterChoice[] {
  const known = counts?.byScope ?? [];
  const gone = filter.scopes.filter((scope) => !known.some((each) => sameValue(each.scope, scope)));
  return [...known, ...gone.map((scope) => ({ scope, count: 0 }))].map(({ scope, count }) => {
    const on = filter.scopes.some((each) => sameValue(each, scope));
    const scopes = on ? filter.scopes.filter((each) => !sameValue(each, scope)) : [...filter.scopes, scope];
    return { id: scopeKey(scope), label: formatScope(scope), count, on, next: { ...filter, scopes } };
  });
}

/** The tags in use, plus filtered ones that no memory has any more. */
function tagChoices(filter: MemoryFilter, counts: MemoryCounts | null): FilterChoice[] {
  const known = counts?.byTag ?? [];
  const gone = filter.tags.filter((tag) => !known.some((each) => each.tag === tag));
  return [...known, ...gone.map((tag) => ({ tag, count: 0 }))].map(({ tag, count }) => ({
    id: `tag:${tag}`,
    label: `#${tag}`,
    count,
    on: filter.tags.includes(tag),
    next: { ...filter, tags: toggled(filter.tags, tag) },
  }));
}

function learnedLabel(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return t('Learned until {{date}}', { date: formatDate((to ?? 0) - 1) });
  return to === undefined
    ? t('Learned since {{date}}', { date: formatDate(from) })
    : t('Learned {{from}} to {{to}}', { from: formatDate(from), to: formatDate(to - 1) });
}

function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
}

function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
