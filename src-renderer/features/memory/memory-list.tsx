import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { loadMemories, loadMoreMemories, useMemoriesStore } from '../../state/memories-store.ts';
import { forgetMemory, pauseMemory } from '../../state/memory-actions.ts';
import { view } from '../../state/view-store.ts';
import { FailureState } from '../../ui/empty-state.tsx';
import type { GroupedRow } from '../../ui/grouped-rows.ts';
import { groupByDay } from '../../ui/grouped-rows.ts';
import type { Memory } from '../../../shared/memory.ts';
import { EmptyMemories } from './empty-memories.tsx';
import { MemoryRow } from './memory-row.tsx';

const ROW = 42;
const HEADING = 34;

/** The memories that match, by day; a search shows the best match first, without days. */
export function MemoryList({ openId }: { readonly openId: string | null }) {
  const { items, total, query, filter, loading, error } = useMemoriesStore();
  const rows = useMemo(
    () =>
      query.trim() === ''
        ? groupByDay(items, (memory) => memory.updatedAt)
        : items.map((item) => ({ item, heading: null })),
    [items, query],
  );
  if (error !== null) {
    return (
      <div className="memory-scroll">
        <FailureState message={error.message} onRetry={loadMemories} />
      </div>
    );
  }
  if (!loading && items.length === 0) return <EmptyMemories filter={filter} query={query} />;
  return <Rows rows={rows} total={total} openId={openId} />;
}

interface RowsProps {
  readonly rows: readonly GroupedRow<Memory>[];
  readonly total: number;
  readonly openId: string | null;
}

function Rows({ rows, total, openId }: RowsProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  /** The one row that Tab reaches; the arrow keys move it. */
  const [active, setActive] = useState(0);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => ROW + (rows[index]?.heading === null ? 0 : HEADING),
    getItemKey: (index) => `${rows[index]?.item.id}${rows[index]?.heading === null ? '' : '+'}`,
    overscan: 8,
  });
  const visible = virtualizer.getVirtualItems();
  const atEnd = (visible.at(-1)?.index ?? 0) >= rows.length - 10;
  useEffect(() => {
    if (atEnd) void loadMoreMemories();
  }, [atEnd, rows.length]);
  const reachable = Math.min(active, rows.length - 1);

  const acted = useFocusKept(list, rows, reachable);

  const moveTo = (index: number): void => {
    if (index < 0 || index >= rows.length) return;
    setActive(index);
    virtualizer.scrollToIndex(index);
    // The row may be drawn only after the scroll.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-open="${index}"]`)?.focus());
  };
  const onKey = (event: KeyboardEvent, row: Memory, index: number): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    acted();
    if (actOnKey(event.key, row, index, moveTo)) event.preventDefault();
  };
  return (
    <div className="memory-scroll" ref={scroll}>
      <ul
        ref={list}
        aria-label="Memories"
        className="virtual-list"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {visible.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-label={row.item.text}
              aria-setsize={total}
              aria-posinset={index + 1}
              className="virtual-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.heading === null ? null : <h2 className="memory-day">{row.heading}</h2>}
              <MemoryRow
                memory={row.item}
                index={index}
                open={row.item.id === openId}
                reachable={index === reachable}
                onReach={setActive}
                onKey={onKey}
                onAct={acted}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A row that goes away so soon, in ms, after a key or click in the list went away because of it. */
const BECAUSE_MS = 2_000;

/** Gives the focus to the row that takes the place of one that went away under it. Call the result on every action. */
function useFocusKept(
  list: RefObject<HTMLElement | null>,
  rows: readonly GroupedRow<Memory>[],
  index: number,
): () => void {
  const actedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (rows.length === 0) return;
    const lost = document.activeElement === document.body && performance.now() - actedAt.current < BECAUSE_MS;
    if (lost) list.current?.querySelector<HTMLElement>(`[data-open="${index}"]`)?.focus();
  }, [list, rows, index]);
  return () => {
    actedAt.current = performance.now();
  };
}

/** Runs what a key on a row means; false when it means nothing. */
function actOnKey(key: string, memory: Memory, index: number, moveTo: (index: number) => void): boolean {
  const forgotten = memory.status === 'forgotten';
  if (key === 'ArrowDown') moveTo(index + 1);
  else if (key === 'ArrowUp') moveTo(index - 1);
  else if (key === 'e' && !forgotten) view.openEdit(memory.id);
  else if (key === 'p' && !forgotten) void pauseMemory(memory);
  else if (key === 'Delete' && !forgotten) void forgetMemory(memory.id);
  else return false;
  return true;
}
