/** The whole Memory page. */
export function pageMain(): HTMLElement | null {
  return document.getElementById('main');
}

/** The element to focus when the focused one went away with deleted memories: a remaining row, or the button of the empty state. */
export function remainingRow(): HTMLElement | null {
  const found = '.memory-open[tabindex="0"], .empty-state button';
  return pageMain()?.querySelector<HTMLElement>(found) ?? null;
}
