import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { Memory } from '../../../shared/memory.ts';
import { loadMemories, showRows, useMemoriesStore } from '../../state/memories-store.ts';
import { isSelected, selectedCount, useSelectionStore } from '../../state/memory-selection.ts';
import { itemAt } from '../../state/sparse-pages.ts';
import { FailureState } from '../../ui/empty-state.tsx';
import { useFocusKept } from '../../ui/use-focus-kept.ts';
import { EmptyMemories } from './empty-memories.tsx';
import { headingOf } from './list-headings.ts';
import { MemoryRow } from './memory-row.tsx';
import { useRowKeys } from './use-row-keys.ts';
import './memory-list.css';

const ROW = 42;
const HEADING = 34;

/** The memories that match, by day; a search shows the best match first, without days. */
export function MemoryList({ openId }: { readonly openId: string | null }) {
  const { list, filter, sort, loading, error } = useMemoriesStore();
  if (error !== null) {
    return (
      <div className="memory-scroll">
        <FailureState message={error.message} onRetry={loadMemories} />
      </div>
    );
  }
  if (list.total === 0) {
    return loading ? <div className="memory-scroll" aria-busy="true" /> : <EmptyMemories filter={filter} />;
  }
  // Another filter or order begins at its top.
  return <Rows key={JSON.stringify([filter, sort])} openId={openId} />;
}

function Rows({ openId }: { readonly openId: string | null }) {
  const { list, filter, sort } = useMemoriesStore();
  const { total } = list;
  const selection = useSelectionStore((state) => state.selection);
  const scroll = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLUListElement>(null);
  /** The one row that Tab reaches; the arrow keys move it. */
  const [active, setActive] = useState(0);
  const now = Date.now();
  const groupAt = (index: number) => {
    const memory = itemAt(list, index);
    return memory === undefined ? null : headingOf(memory, sort, filter.query.trim() !== '', now);
  };
  const headingAt = (index: number) => {
    const group = groupAt(index);
    // A row whose neighbour is not here yet begins no group that could be known.
    if (group === null || (index > 0 && itemAt(list, index - 1) === undefined)) return null;
    return index > 0 && groupAt(index - 1) === group ? null : group;
  };
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => ROW + (headingAt(index) === null ? 0 : HEADING),
    getItemKey: (index) => {
      const memory = itemAt(list, index);
      return memory === undefined ? index : `${memory.id}${headingAt(index) === null ? '' : '+'}`;
    },
    overscan: 8,
  });
  const visible = virtualizer.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => void showRows(first, last), [first, last, list]);
  const reachable = Math.min(active, total - 1);
  const acted = useFocusKept(() => element.current?.querySelector<HTMLElement>(`[data-open="${reachable}"]`));
  const moveTo = (index: number): void => {
    setActive(index);
    virtualizer.scrollToIndex(index);
    focusRow(element, index);
  };
  const keys = useRowKeys(moveTo);
  const onKey = (event: KeyboardEvent, memory: Memory, index: number): void => {
    acted();
    if (!keys.onKey(event, memory, index)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="memory-scroll" ref={scroll}>
      <ul
        ref={element}
        aria-label="Memories"
        className="virtual-list"
        data-selecting={selectedCount(selection, total) > 0 || undefined}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {visible.map(({ index, key, start }) => {
          const memory = itemAt(list, index);
          const place = { 'data-index': index, style: { transform: `translateY(${start}px)` } };
          if (memory === undefined) {
            return <li key={key} {...place} aria-hidden className="virtual-row memory-blank" />;
          }
          const heading = headingAt(index);
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              {...place}
              aria-label={memory.text}
              aria-setsize={total}
              aria-posinset={index + 1}
              className="virtual-row"
            >
              {heading === null ? null : <h2 className="memory-day">{heading}</h2>}
              <MemoryRow
                memory={memory}
                index={index}
                open={memory.id === openId}
                reachable={index === reachable}
                selected={isSelected(selection, memory.id)}
                onSelect={keys.onSelect}
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

/** Frames to wait for a row that a scroll is about to draw. */
const FRAMES = 30;

/** Gives the focus to a row as soon as it is drawn: it may have to be scrolled to and loaded first. */
function focusRow(list: RefObject<HTMLElement | null>, index: number, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-open="${index}"]`);
    if (row !== null && row !== undefined) row.focus();
    else if (frames > 0) focusRow(list, index, frames - 1);
  });
}
