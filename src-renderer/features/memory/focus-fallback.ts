/**
 * The element to focus when the focused one went away with deleted memories: a remaining row, the button of the empty
 * state, or the page.
 */
export function focusFallback(): HTMLElement | null {
  const main = document.getElementById('main');
  const row = main?.querySelector<HTMLElement>('.memory-open[tabindex="0"], .empty-state button');
  return row ?? main;
}
