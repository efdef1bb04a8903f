/** Which memories of the list are selected: some, or all that the filter finds but for a few, loaded or not. */
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

/** `total` is how many the filter finds. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.type === 'some' ? selection.ids.size : Math.max(0, total - selection.except.size);
}

/** The selection with some memories put in, or taken out. */
export function withSelected(selection: Selection, ids: readonly string[], selected: boolean): Selection {
  const named = new Set(selection.type === 'some' ? selection.ids : selection.except);
  for (const id of ids) {
    if ((selection.type === 'some') === selected) named.add(id);
    else named.delete(id);
  }
  return selection.type === 'some' ? { type: 'some', ids: named } : { type: 'all', except: named };
}

/** What a command is to be about; null when nothing is selected. */
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

/** Memories that left the list; one that all were selected of leaves the count by itself. */
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
