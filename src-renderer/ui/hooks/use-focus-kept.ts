import { useEffect, useRef } from 'react';

/** An item that goes away so soon, in ms, after a key or click in its list went away because of it. */
const BECAUSE_MS = 2_000;

/**
 * Gives the focus to the item that takes the place of one that went away under it; without this the keyboard would be
 * thrown back to the top of the page. `find` answers the item that is to have it. Call the result on every action.
 */
export function useFocusKept(find: () => HTMLElement | null | undefined): () => void {
  const actedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const lost = document.activeElement === document.body && performance.now() - actedAt.current < BECAUSE_MS;
    if (lost) find()?.focus();
  });
  return () => {
    actedAt.current = performance.now();
  };
}
