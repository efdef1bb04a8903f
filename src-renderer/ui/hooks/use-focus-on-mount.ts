import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Focuses the element on mount: for the next step of a dialog, whose previous step took the focus with it. */
export function useFocusOnMount<Element extends HTMLElement>(): RefObject<Element | null> {
  const ref = useRef<Element>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}
