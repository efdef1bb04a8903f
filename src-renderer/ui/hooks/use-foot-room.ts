import { useEffect } from 'react';
import type { RefObject } from 'react';

/** The style sheet's word for how much room the foot of the page takes, in px. */
const NAME = '--foot-room';

/** What floats at the foot of a narrow window stays above this element, however high it grows. */
export function useFootRoom(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty(NAME, `${current.offsetHeight}px`));
    observer.observe(current);
    return () => {
      observer.disconnect();
      style.removeProperty(NAME);
    };
  }, [element]);
}
