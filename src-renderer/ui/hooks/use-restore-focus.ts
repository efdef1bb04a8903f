import { useEffect, useRef } from 'react';

/** An item that disappears within this time, in ms, after a key or click in its list disappeared because of it. */
const CAUSED_WITHIN_MS = 2_000;

/**
 * Moves the focus to the item that replaces a removed one; otherwise the browser would reset it to the top of the
 * page. `find` returns that item. Call the returned function on every action.
 */
export function useRestoreFocus(find: () => HTMLElement | null | undefined): () => void {
  const actedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const lost =
      document.activeElement === document.body && performance.now() - actedAt.current < CAUSED_WITHIN_MS;
    if (lost) find()?.focus();
  });
  return () => {
    actedAt.current = performance.now();
  };
}
