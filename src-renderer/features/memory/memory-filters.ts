import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { MemoryCounts } from '../../../shared/memory-filter.ts';

/** The counts that can be clicked above the list; one at a time. */
export const memoryFilters = [
  { id: 'all', label: 'All' },
  { id: 'preference', label: 'Preferences' },
  { id: 'fact', label: 'Facts' },
  { id: 'instruction', label: 'Instructions' },
  { id: 'skill', label: 'Skills' },
  { id: 'neverUsed', label: 'Never used' },
  { id: 'paused', label: 'Paused' },
  { id: 'forgotten', label: 'Forgotten' },
] as const;
export type MemoryFilter = (typeof memoryFilters)[number]['id'];

/** What the list shows: what a filter names, or what waits for review. */
export type MemoryView = MemoryFilter | 'pending';

type ListInput = CommandInput<'memories.list'>;

/** What to ask the main side for a view. */
export function filterInput(view: MemoryView): ListInput {
  switch (view) {
    // Paused ones stay where they are, dimmed: a row that vanished when paused would look forgotten.
    case 'all':
      return { statuses: ['active', 'paused'] };
    case 'paused':
    case 'forgotten':
    case 'pending':
      return { statuses: [view] };
    case 'neverUsed':
      return { statuses: ['active'], use: 'never' };
    case 'preference':
    case 'fact':
    case 'instruction':
    case 'skill':
      return { statuses: ['active'], kinds: [view] };
  }
}

/** How many memories a filter shows; null when it is not known. */
export function filterCount(
  filter: MemoryFilter,
  counts: MemoryCounts | null,
  neverUsed: number | null,
): number | null {
  if (counts === null) return null;
  switch (filter) {
    case 'all':
      return counts.byStatus.active + counts.byStatus.paused;
    case 'paused':
    case 'forgotten':
      return counts.byStatus[filter];
    case 'neverUsed':
      return neverUsed;
    case 'preference':
    case 'fact':
    case 'instruction':
    case 'skill':
      return counts.byKind[filter];
  }
}
