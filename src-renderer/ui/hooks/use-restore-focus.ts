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
  const waiting = useRef(false);
  useEffect(() => {
    const { activeElement } = document;
    waiting.current &&= activeElement === standIn();
    const lost = activeElement === document.body && performance.now() - actedAt.current < CAUSED_WITHIN_MS;
    if (!lost && !waiting.current) return;
    const found = find();
    waiting.current = found === null || found === undefined;
    (found ?? standIn())?.focus();
  });
  return () => {
    actedAt.current = performance.now();
  };
}
