import { Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useId } from 'react';
import { showMemories, useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { useFormatScope } from '../../../state/memory/scopes-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { startOfNextDay, startOfPreviousDay } from '../../../ui/controls/date-value.ts';
import { DateInput } from '../../../ui/controls/date-input.tsx';
import type { FilterGroup } from '../../../state/memory/memory-filters.ts';
import { menuFilters } from '../../../state/memory/memory-filters.ts';
import { formatNumber, t } from '../../../language/translate.ts';

/** The filters that are not above the list. */
export function FilterMenu() {
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus transitionProps={{ duration: 120 }}>
      <Popover.Target>
        <Button small className="filter-menu-button">
          <IconAdjustmentsHorizontal size={14} stroke={1.7} aria-hidden />
          {t('Filters')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('Filters')}>
        <FilterChoices />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterChoices() {
  const filter = useMemoriesStore((state) => state.filter);
  const counts = useMemoriesStore((state) => state.counts);
  const groups = menuFilters(filter, counts, useFormatScope()).filter(({ choices }) => choices.length > 0);
  return (
    <div className="filter-menu">
      {groups.map((group) => (
        <Choices key={group.label} group={group} />
      ))}
      <section aria-label={t('When it was learned')}>
        <h3>{t('When it was learned')}</h3>
        <LearnedDays />
      </section>
    </div>
  );
}

function Choices({ group: { label, choices } }: { readonly group: FilterGroup }) {
  const heading = useId();
  return (
    <section role="group" aria-labelledby={heading}>
      <h3 id={heading}>{label}</h3>
      {choices.map(({ id, label: name, count, on, next }) => (
        <label key={id}>
          <input type="checkbox" checked={on} onChange={() => showMemories({ filter: next })} />
          <span dir="auto">{name}</span>
          {count === null ? null : <span className="filter-menu-count">{formatNumber(count)}</span>}
        </label>
      ))}
    </section>
  );
}

function LearnedDays() {
  const filter = useMemoriesStore((state) => state.filter);
  const { from, to } = filter;
  return (
    <div className="filter-days">
      <DateInput
        label={t('From', {}, 'date')}
        value={from}
        onChange={(day) => showMemories({ filter: { ...filter, from: day } })}
      />
      <DateInput
        label={t('To', {}, 'date')}
        value={to === undefined ? undefined : startOfPreviousDay(to)}
        onChange={(day) =>
          showMemories({ filter: { ...filter, to: day === undefined ? undefined : startOfNextDay(day) } })
        }
      />
    </div>
  );
}
