/** What the memory page shows beside its list: timeline, groups, suggestions. */
import type {
  HealthFinding,
  MemoryGroup,
  TimelineEntry,
  TimelinePosition,
} from '#shared/contract/memory/memory-views.ts';
import { memoryFilterSchema } from '#shared/memory/memory-filter.ts';
import type { NamedScope } from '#shared/project.ts';
import type { OverviewReader } from './ports.ts';
import { sameScope } from './scopes.ts';

export interface TimelinePage {
  readonly days: { day: string; entries: TimelineEntry[] }[];
  readonly next: TimelinePosition | null;
}

/** Newest first, grouped by local calendar day. */
export function timelinePage(
  reader: OverviewReader,
  before: TimelinePosition | null,
  limit: number,
): TimelinePage {
  const { entries, next } = reader.timeline(before, limit);
  const days = Map.groupBy(entries, ({ at }) => dayOf(at));
  return { days: [...days].map(([day, ofDay]) => ({ day, entries: ofDay })), next };
}

/** Largest first, each with the filter that lists it. */
export function memoryGroups(reader: OverviewReader, by: 'subject' | 'topic' | 'tag'): MemoryGroup[] {
  return reader.groups(by).map(({ label, count }) => ({
    label,
    count,
    filter: memoryFilterSchema.parse(by === 'tag' ? { tags: [label] } : { [by]: label }),
  }));
}

/** Everywhere first, then largest first. */
export function scopeGroups(
  reader: Pick<OverviewReader, 'counts'>,
  names: readonly NamedScope[],
): MemoryGroup[] {
  return reader
    .counts()
    .byScope.filter(({ count }) => count > 0)
    .map(({ scope, count }) => ({
      label: names.find((named) => sameScope(named.scope, scope))?.name ?? '',
      count,
      filter: memoryFilterSchema.parse({ scopes: [scope] }),
    }));
}

export function memoryHealth(
  reader: OverviewReader,
  now: number,
): { openConflicts: number; findings: HealthFinding[] } {
  return { openConflicts: reader.counts().openConflicts, findings: reader.health(now) };
}

/** YYYY-MM-DD */
function dayOf(at: number): string {
  const date = new Date(at);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
}
