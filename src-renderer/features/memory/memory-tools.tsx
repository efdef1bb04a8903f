import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { showMemories, useMemoriesStore } from '../../state/memories-store.ts';
import { Button } from '../../ui/button.tsx';
import { filterCount, memoryFilters } from './memory-filters.ts';

/** Typing settles for so long, in ms, before the search runs. */
const SETTLE_MS = 180;

interface MemoryToolsProps {
  readonly trying: boolean;
  readonly onTry: () => void;
}

/** Search and filters above the list. */
export function MemoryTools({ trying, onTry }: MemoryToolsProps) {
  return (
    <div className="memory-tools">
      <div className="memory-search">
        <SearchField />
        <Button aria-expanded={trying} onClick={onTry}>
          Would this be found?
        </Button>
      </div>
      <Filters />
    </div>
  );
}

function SearchField() {
  const query = useMemoriesStore((state) => state.query);
  const [text, setText] = useState(query);
  useEffect(() => {
    if (text === useMemoriesStore.getState().query) return;
    const timer = setTimeout(() => showMemories({ query: text }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <TextInput
      type="search"
      className="memory-search-field"
      aria-label="Search memories"
      placeholder="Search memories by words or meaning"
      dir="auto"
      maxLength={1_000}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

function Filters() {
  const { filter, counts, neverUsed } = useMemoriesStore();
  return (
    <div role="group" aria-label="Filters" className="filters">
      {memoryFilters.map(({ id, label }) => {
        const count = filterCount(id, counts, neverUsed);
        return (
          <button
            key={id}
            type="button"
            className="filter"
            aria-pressed={filter === id}
            onClick={() => showMemories({ filter: id })}
          >
            {label}{' '}
            {count === null ? null : <span className="filter-count">{count.toLocaleString('en')}</span>}
          </button>
        );
      })}
    </div>
  );
}
