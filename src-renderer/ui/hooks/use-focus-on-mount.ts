import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Takes the focus when it appears: for the next step of a dialog, whose last step took its focus along. */
export function useFocusOnMount<Element extends HTMLElement>(): RefObject<Element | null> {
  const ref = useRef<Element>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}
