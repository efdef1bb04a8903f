import type { MemorySort } from '../../../../shared/memory/memory-filter.ts';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { dayGroup } from '../../../ui/format/format-time.ts';
import { t } from '../../../language/translate.ts';

/** The group heading of a memory; null when the order has no groups. `now` is ms since 1970. */
export function headingOf(
  memory: Memory,
  sort: MemorySort | null,
  searching: boolean,
  now: number,
): string | null {
  switch (sort ?? (searching ? 'relevance' : 'newest')) {
    case 'newest':
    case 'oldest':
      return dayGroup(memory.createdAt, now);
    case 'last_used':
      return memory.lastUsedAt === null
        ? t('Never used')
        : t('Used: {{when}}', { when: dayGroup(memory.lastUsedAt, now) });
    case 'most_used':
    case 'relevance':
      return null;
  }
}
