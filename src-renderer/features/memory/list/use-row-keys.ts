import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { changeMany } from '../../../state/memory/bulk-change.ts';
import { bulkSentences } from '../../../state/memory/bulk-sentences.ts';
import { ensureRows, useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { forgetMemory, pauseMemory } from '../../../state/memory/memory-actions.ts';
import {
  clearSelection,
  isSelected,
  select,
  selectAll,
  selectedCount,
  selectionTarget,
  toggleSelected,
  useSelectionStore,
} from '../../../state/memory/selection-store.ts';
import { itemAt } from '../../../state/memory/sparse-pages.ts';
import { view } from '../../../state/page/view-store.ts';

export interface RowKeys {
  /** Handles a key on a row; false when the key has no meaning. */
  readonly onKey: (event: KeyboardEvent, memory: Memory, index: number) => boolean;
  /** Toggles a row; with `range`, selects everything from the last toggled one. */
  readonly onSelect: (index: number, range: boolean) => void;
}

/** How many rows Page Up and Page Down move. */
const PAGE_STEP = 10;

/** Moving, selecting and acting in the list by keyboard. `moveTo` focuses a row. */
export function useRowKeys(moveTo: (index: number) => void): RowKeys {
  /** The start of a range selection: the row toggled last. */
  const anchor = useRef(0);

  const onSelect = (index: number, range: boolean): void => {
    if (range) void selectRange(anchor.current, index);
    else {
      anchor.current = index;
      const memory = itemAt(useMemoriesStore.getState().list, index);
      if (memory !== undefined) toggleSelected(memory.id);
    }
  };
  const onKey = (event: KeyboardEvent, memory: Memory, index: number): boolean => {
    const { key } = event;
    if (event.altKey) return false;
    if (event.ctrlKey || event.metaKey) {
      if (key.toLowerCase() !== 'a') return false;
      selectAll();
      return true;
    }
    const to = target(key, index);
    if (to !== null) {
      if (event.shiftKey) {
        if (!isSelected(useSelectionStore.getState().selection, memory.id)) anchor.current = index;
        // Moving back towards the anchor shrinks the range.
        const shrinks = Math.abs(to - anchor.current) < Math.abs(index - anchor.current);
        void selectRange(shrinks ? index : anchor.current, to, !shrinks);
        if (shrinks) void selectRange(anchor.current, to);
      }
      moveTo(to);
      return true;
    }
    if (key === ' ') {
      onSelect(index, event.shiftKey);
      return true;
    }
    return actOnKey(key, memory);
  };
  return { onKey, onSelect };
}

/** The row that a key moves to; null when it does not move. */
function target(key: string, index: number): number | null {
  const last = useMemoriesStore.getState().list.total - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + PAGE_STEP,
    PageUp: index - PAGE_STEP,
    Home: 0,
    End: last,
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(last, Math.max(0, step));
}

async function selectRange(from: number, to: number, selected = true): Promise<void> {
  const first = Math.min(from, to);
  const last = Math.max(from, to);
  await ensureRows(first, last);
  const { list } = useMemoriesStore.getState();
  const ids: string[] = [];
  for (let index = first; index <= last; index += 1) {
    const memory = itemAt(list, index);
    if (memory !== undefined) ids.push(memory.id);
  }
  select(ids, selected);
}

function actOnKey(key: string, memory: Memory): boolean {
  const { filter, list } = useMemoriesStore.getState();
  const { selection } = useSelectionStore.getState();
  const selecting = selectedCount(selection, list.total) > 0;
  if (key === 'Escape' && selecting) {
    clearSelection();
    return true;
  }
  if (memory.status === 'forgotten') return false;
  if (key === 'e') view.openEdit(memory.id);
  else if (key === 'p') void pauseMemory(memory);
  else if (key === 'Delete') {
    const all = selectionTarget(selection, filter);
    if (all === null) void forgetMemory(memory.id);
    else void changeMany(all, { forgotten: true }, bulkSentences.forgotten);
  } else return false;
  return true;
}
