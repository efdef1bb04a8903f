import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { loadMemories, setVisibleRows, useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { isSelected, selectedCount, useSelectionStore } from '../../../state/memory/selection-store.ts';
import { itemAt } from '../../../state/memory/sparse-pages.ts';
import { useLooks } from '../../../state/settings/use-looks.ts';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { useBreakpoint } from '../../../ui/hooks/use-breakpoint.ts';
import { useEventCallback } from '../../../ui/hooks/use-event-callback.ts';
import { useRestoreFocus } from '../../../ui/hooks/use-restore-focus.ts';
import { EmptyMemories } from './empty-memories.tsx';
import { headingOf } from './list-headings.ts';
import { MemoryRow } from './memory-row.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { t } from '../../../language/translate.ts';
import './memory-list.css';

/**
 * Row heights in rem, as in the style sheet. Fixed, because measuring rows while scrolling would make every frame of
 * a fast scroll recompute all 50,000 rows.
 */
const ROW = 2.5;
const COMPACT_ROW = 2.0625;
const NARROW_ROW = 5.25;
const HEADING = 2.125;

/** The matching memories, grouped by day; search results are ordered by relevance, without groups. */
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
  // A new filter or order starts at the top.
  return <Rows key={JSON.stringify([filter, sort])} openId={openId} />;
}

function Rows({ openId }: { readonly openId: string | null }) {
  const { list, filter, sort } = useMemoriesStore();
  const { total } = list;
  const selection = useSelectionStore((state) => state.selection);
  const scroll = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLUListElement>(null);
  /** Roving tabindex: the one row that Tab reaches; the arrow keys move it. */
  const [active, setActive] = useState(0);
  const searching = filter.query.trim() !== '';
  const headingAt = useCallback(
    (index: number): string | null => {
      const memory = itemAt(list, index);
      const before = index === 0 ? undefined : itemAt(list, index - 1);
      // Without its previous row loaded, it is unknown whether a row begins a group.
      if (memory === undefined || (index > 0 && before === undefined)) return null;
      const now = Date.now();
      const group = headingOf(memory, sort, searching, now);
      return before !== undefined && headingOf(before, sort, searching, now) === group ? null : group;
    },
    [list, sort, searching],
  );
  const { compact, rem } = useLooks();
  const wideRow = compact ? COMPACT_ROW : ROW;
  const row = useBreakpoint() === 'narrow' ? NARROW_ROW : wideRow;
  // Both must stay identical while the list does; otherwise every scroll frame would process all 50,000 rows.
  const estimateSize = useCallback(
    (index: number) => rem * (row + (headingAt(index) === null ? 0 : HEADING)),
    [headingAt, row, rem],
  );
  const getItemKey = useCallback((index: number) => itemAt(list, index)?.id ?? index, [list]);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize,
    getItemKey,
    overscan: 8,
  });
  // The virtualizer caches sizes by row; these are all their inputs.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, estimateSize]);
  const visible = virtualizer.getVirtualItems();
  const first = visible[0]?.index ?? 0;
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => setVisibleRows(first, last), [first, last, list]);
  const reachable = Math.min(active, total - 1);
  const keepFocus = useRestoreFocus(() =>
    element.current?.querySelector<HTMLElement>(`[data-open="${reachable}"]`),
  );
  const moveTo = (index: number): void => {
    setActive(index);
    virtualizer.scrollToIndex(index);
    focusRow(element, index);
  };
  const keys = useRowKeys(moveTo);
  const onKey = useEventCallback((event: KeyboardEvent, memory: Memory, index: number): void => {
    keepFocus();
    if (!keys.onKey(event, memory, index)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  const onSelect = useEventCallback(keys.onSelect);
  const onAct = useEventCallback(keepFocus);
  return (
    <div className="memory-scroll" ref={scroll}>
      <ul
        ref={element}
        aria-label={t('Memories')}
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
                onSelect={onSelect}
                onReach={setActive}
                onKey={onKey}
                onAct={onAct}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** How many frames to wait for a row to be rendered. */
const FRAMES = 30;

/** Focuses a row once it is rendered; it may have to be scrolled to and loaded first. */
function focusRow(list: RefObject<HTMLElement | null>, index: number, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-open="${index}"]`);
    if (row !== null && row !== undefined) row.focus();
    else if (frames > 0) focusRow(list, index, frames - 1);
  });
}
