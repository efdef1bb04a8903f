import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same and does what the latest one given would: for rows that are drawn again only when they change. */
export function useStable<Arguments extends readonly unknown[]>(
  act: (...given: Arguments) => void,
): (...given: Arguments) => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
