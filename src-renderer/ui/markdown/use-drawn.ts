import { startTransition, useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** So far outside of the view, in px, a part is drawn already. */
const NEAR = 1_200;

/** Whether a part of a long text is to be drawn: from the beginning, or once it has come near the view of its log. */
export function useDrawn(element: RefObject<HTMLElement | null>, atOnce: boolean): boolean {
  const [drawn, setDrawn] = useState(atOnce);
  const waits = !drawn && !atOnce;
  useEffect(() => {
    const { current } = element;
    if (!waits || current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) startTransition(() => setDrawn(true));
      },
      { root: current.closest('.log'), rootMargin: `${NEAR}px 0px` },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, waits]);
  if (atOnce && !drawn) setDrawn(true);
  return drawn || atOnce;
}
