import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import type { MemoryFilter, MemorySort } from '../../../../shared/memory/memory-filter.ts';
import { showMemories, useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { selectAll, selectedCount, useSelectionStore } from '../../../state/memory/selection-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { BulkBar } from './bulk-bar.tsx';
import type { GroupBy } from '../../../state/memory/groups-store.ts';
import { groupMemories, useGroupsStore } from '../../../state/memory/groups-store.ts';
import { noFilter } from '../../../state/memory/memory-filters.ts';
import { t, tCount } from '../../../language/translate.ts';

const sorts: readonly { readonly value: MemorySort; readonly label: string }[] = [
  { value: 'newest', label: t('Newest first') },
  { value: 'oldest', label: t('Oldest first') },
  { value: 'most_used', label: t('Most used') },
  { value: 'last_used', label: t('Last used') },
];
const best = { value: 'relevance', label: t('Best match') } as const;

/** The bar between filters and list: count and order, or the actions on the selection. */
export function ListBar() {
  const groupBy = useGroupsStore(({ by }) => by);
  const total = useMemoriesStore(({ list }) => list.total);
  const selected = useSelectionStore(({ selection }) => selectedCount(selection, total));
  const inBin = useMemoriesStore(({ filter }) => JSON.stringify(filter) === JSON.stringify(bin));
  if (selected > 0) {
    return (
      <div className="list-bar">
        <BulkBar count={selected} />
      </div>
    );
  }
  return (
    <div className="list-bar">
      <span role="status">{tCount(total, '{{count}} memory', '{{count}} memories')}</span>
      {total === 0 || groupBy !== null ? null : (
        <Button small variant="quiet" onClick={selectAll}>
          {t('Select all')}
        </Button>
      )}
      {inBin && total > 0 ? (
        <Button small variant="danger" onClick={() => view.openPurge({ filter: bin, except: [] })}>
          {t('Empty the bin')}
        </Button>
      ) : null}
      <div className="list-bar-fields">
        <GroupField groupBy={groupBy} />
        {groupBy === null ? <SortField /> : null}
      </div>
    </div>
  );
}

const bin: MemoryFilter = { ...noFilter, statuses: ['forgotten'] };

const groupings: readonly { readonly value: GroupBy | ''; readonly label: string }[] = [
  { value: '', label: t('As a list') },
  { value: 'subject', label: t('By subject') },
  { value: 'topic', label: t('By topic') },
  { value: 'tag', label: t('By tag') },
  { value: 'scope', label: t('By where it applies') },
];

function GroupField({ groupBy }: { readonly groupBy: GroupBy | null }) {
  const field = useId();
  return (
    <div className="list-bar-sort">
      <label htmlFor={field}>{t('Show')}</label>
      <NativeSelect
        id={field}
        size="xs"
        data={groupings.map((each) => ({ ...each }))}
        value={groupBy ?? ''}
        onChange={(event) => {
          const chosen = groupings.find(({ value }) => value === event.currentTarget.value)?.value ?? '';
          groupMemories(chosen === '' ? null : chosen);
        }}
      />
    </div>
  );
}

function SortField() {
  const field = useId();
  const sort = useMemoriesStore((state) => state.sort);
  const searching = useMemoriesStore(({ filter }) => filter.query.trim() !== '');
  const offered = searching ? [best, ...sorts] : sorts;
  const value = sort ?? (searching ? 'relevance' : 'newest');
  return (
    <div className="list-bar-sort">
      <label htmlFor={field}>{t('Sort')}</label>
      <NativeSelect
        id={field}
        size="xs"
        data={offered.map((each) => ({ ...each }))}
        value={value}
        onChange={(event) => {
          const chosen = offered.find((each) => each.value === event.currentTarget.value)?.value ?? null;
          const usual = chosen === (searching ? 'relevance' : 'newest');
          showMemories({ sort: usual ? null : chosen });
        }}
      />
    </div>
  );
}
