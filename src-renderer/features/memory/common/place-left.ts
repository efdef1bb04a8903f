/** Where one goes on from when what was forgotten took the focus along: what is left, or the way on from nothing. */
export function placeLeft(): HTMLElement | null {
  const main = document.getElementById('main');
  const row = main?.querySelector<HTMLElement>('.memory-open[tabindex="0"], .empty-state button');
  return row ?? main;
}
