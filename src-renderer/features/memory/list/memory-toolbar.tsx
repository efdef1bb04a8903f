import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { showMemories, useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { useFormatScope } from '../../../state/memory/scopes-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { FilterChip } from '../../../ui/controls/filter-chip.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { activeMenuFilters, quickFilters } from '../../../state/memory/memory-filters.ts';
import { t } from '../../../language/translate.ts';
import './memory-toolbar.css';

/** Debounce of the search field, in ms. */
const SETTLE_MS = 180;

interface MemoryToolbarProps {
  readonly trying: boolean;
  readonly onTry: () => void;
}

/** Search and filters above the list. */
export function MemoryToolbar({ trying, onTry }: MemoryToolbarProps) {
  return (
    <div className="memory-tools">
      <div className="memory-search">
        <SearchField />
        <Button aria-expanded={trying} onClick={onTry}>
          {t('Would this be found?')}
        </Button>
      </div>
      <Filters />
    </div>
  );
}

function SearchField() {
  const query = useMemoriesStore(({ filter }) => filter.query);
  const [text, setText] = useState(query);
  const [shown, setShown] = useState(query);
  if (query !== shown) {
    // Something else changed the search, for example "Show all".
    setShown(query);
    if (query === '') setText('');
  }
  useEffect(() => {
    const { filter } = useMemoriesStore.getState();
    if (text === filter.query) return;
    const timer = setTimeout(() => {
      setShown(text);
      showMemories({ filter: { ...filter, query: text } });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <TextInput
      type="search"
      className="memory-search-field"
      aria-label={t('Search memories')}
      placeholder={t('Search memories by words or meaning')}
      dir="auto"
      maxLength={1_000}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

function Filters() {
  const filter = useMemoriesStore((state) => state.filter);
  const counts = useMemoriesStore((state) => state.counts);
  const formatScope = useFormatScope();
  return (
    <div role="group" aria-label={t('Filters')} className="filters memory-filters">
      {quickFilters(filter, counts).map(({ id, label, count, on, next }) => (
        <FilterChip
          key={id}
          label={label}
          count={count}
          on={on}
          onClick={() => showMemories({ filter: next })}
        />
      ))}
      {activeMenuFilters(filter, counts, formatScope).map(({ id, label, count, next }) => (
        <FilterChip
          key={id}
          label={label}
          count={count}
          on
          removable
          onClick={() => showMemories({ filter: next })}
        />
      ))}
      <FilterMenu />
    </div>
  );
}
