/** The whole Memory page. */
export function pageMain(): HTMLElement | null {
  return document.getElementById('main');
}

/**
 * The element to focus when the focused one went away with deleted memories: a remaining row, or the button of the empty state.
 * @param gone a memory that is deleted, whose row the list may still show
 */
export function remainingRow(gone: string | null = null): HTMLElement | null {
  const rows = pageMain()?.querySelectorAll<HTMLElement>('.memory-open, .empty-state button') ?? [];
  const remaining = [...rows].filter((row) => gone === null || !row.getAttribute('href')?.endsWith(gone));
  return remaining.find((row) => row.tabIndex === 0) ?? remaining[0] ?? null;
}
