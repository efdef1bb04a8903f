import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import type { MemoryFilter, MemorySort } from '../../../../shared/memory/memory-filter.ts';
import { showMemories, useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { selectAll, selectedCount, useSelectionStore } from '../../../state/memory/selection-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { formatCount } from '../../../ui/format/format-count.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { GroupBy } from '../../../state/memory/groups-store.ts';
import { groupMemories, useGroupsStore } from '../../../state/memory/groups-store.ts';
import { noFilter } from '../../../state/memory/memory-filters.ts';

const sorts: readonly { readonly value: MemorySort; readonly label: string }[] = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'most_used', label: 'Most used' },
  { value: 'last_used', label: 'Last used' },
];
const best = { value: 'relevance', label: 'Best match' } as const;

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
      <span role="status">{formatCount(total, 'memory', 'memories')}</span>
      {total === 0 || groupBy !== null ? null : (
        <Button small variant="quiet" onClick={selectAll}>
          Select all
        </Button>
      )}
      {inBin && total > 0 ? (
        <Button small variant="danger" onClick={() => view.openPurge({ filter: bin, except: [] })}>
          Empty the bin
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
  { value: '', label: 'As a list' },
  { value: 'subject', label: 'By subject' },
  { value: 'topic', label: 'By topic' },
  { value: 'tag', label: 'By tag' },
  { value: 'scope', label: 'By where it applies' },
];

function GroupField({ groupBy }: { readonly groupBy: GroupBy | null }) {
  const field = useId();
  return (
    <div className="list-bar-sort">
      <label htmlFor={field}>Show</label>
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
      <label htmlFor={field}>Sort</label>
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
