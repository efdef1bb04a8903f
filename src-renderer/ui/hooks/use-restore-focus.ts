import { useEffect, useRef } from 'react';

/** An item that disappears within this time, in ms, after a key or click in its list disappeared because of it. */
const CAUSED_WITHIN_MS = 2_000;

/**
 * Moves the focus to the item that replaces a removed one; otherwise the browser would reset it to the top of the
 * page. `find` returns that item. Call the returned function on every action.
 * @param standIn where the focus waits while there is no such item yet, because a list is still loading
 */
export function useRestoreFocus(
  find: () => HTMLElement | null | undefined,
  standIn: () => HTMLElement | null = () => null,
): () => void {
  const actedAt = useRef(Number.NEGATIVE_INFINITY);
  /** The element that was focused here, until the user moves the focus. */
  const placed = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const { activeElement } = document;
    const isLost = activeElement === document.body;
    if (!isLost && activeElement !== placed.current) placed.current = null;
    const isCaused = performance.now() - actedAt.current < CAUSED_WITHIN_MS;
    // The list still showed the previous data, and its row has been removed since.
    const isLostAgain = placed.current !== null && !placed.current.isConnected;
    const isWaiting = placed.current !== null && placed.current === standIn();
    if (!isWaiting && !(isLost && (isCaused || isLostAgain))) return;
    placed.current = find() ?? standIn();
    placed.current?.focus();
  });
  return () => {
    actedAt.current = performance.now();
  };
}
