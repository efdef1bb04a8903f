import { useEffect } from 'react';
import type { RefObject } from 'react';

/** The CSS variable for the height of the page's footer, in px. */
const NAME = '--footer-height';

/** Publishes the height of an element at the bottom of the page, so that floating elements stay above it. */
export function useFooterHeight(element: RefObject<HTMLElement | null>): void {
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
