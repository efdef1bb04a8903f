/** The selected memories of the list: some, or all that the filter finds with exceptions, loaded or not. */
import { create } from 'zustand';
import type { MemoryFilter, MemorySelection } from '../../../shared/memory/memory-filter.ts';

export type Selection =
  | { readonly type: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly type: 'all'; readonly except: ReadonlySet<string> };

export const nothingSelected: Selection = { type: 'some', ids: new Set() };

export const useSelectionStore = create<{ readonly selection: Selection }>(() => ({
  selection: nothingSelected,
}));

export function isSelected(selection: Selection, id: string): boolean {
  return selection.type === 'some' ? selection.ids.has(id) : !selection.except.has(id);
}

/** `total`: how many memories the filter finds. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.type === 'some' ? selection.ids.size : Math.max(0, total - selection.except.size);
}

/** Adds memories to the selection, or removes them. */
export function withSelected(selection: Selection, ids: readonly string[], selected: boolean): Selection {
  const named = new Set(selection.type === 'some' ? selection.ids : selection.except);
  for (const id of ids) {
    if ((selection.type === 'some') === selected) named.add(id);
    else named.delete(id);
  }
  return selection.type === 'some' ? { type: 'some', ids: named } : { type: 'all', except: named };
}

/** The selection as a command's target; null when nothing is selected. */
export function selectionTarget(selection: Selection, filter: MemoryFilter): MemorySelection | null {
  if (selection.type === 'all') return { filter, except: [...selection.except] };
  return selection.ids.size === 0 ? null : { ids: [...selection.ids] };
}

export function select(ids: readonly string[], selected = true): void {
  useSelectionStore.setState(({ selection }) => ({ selection: withSelected(selection, ids, selected) }));
}

export function toggleSelected(id: string): void {
  select([id], !isSelected(useSelectionStore.getState().selection, id));
}

export function selectAll(): void {
  useSelectionStore.setState({ selection: { type: 'all', except: new Set() } });
}

/** Memories left the list. When all are selected, the total shrinks by itself. */
export function deselect(ids: readonly string[]): void {
  const { selection } = useSelectionStore.getState();
  if (selection.type === 'some' && ids.some((id) => selection.ids.has(id))) select(ids, false);
}

export function clearSelection(): void {
  const { selection } = useSelectionStore.getState();
  if (selection.type === 'all' || selection.ids.size > 0) {
    useSelectionStore.setState({ selection: nothingSelected });
  }
}
