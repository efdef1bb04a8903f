import { startTransition, useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** So far outside of the view, in px, a part is drawn. */
const NEAR = 1_200;

interface Drawn {
  readonly drawn: boolean;
  /** Of a part that was drawn before, in px; null: it never was. */
  readonly height: number | null;
}

/** Whether a part of a long text is drawn: near the view of its log it is, farther off it leaves its room. */
export function useDrawn(element: RefObject<HTMLElement | null>, always: boolean): Drawn {
  const [state, setState] = useState<Drawn>({ drawn: always, height: null });
  useEffect(() => {
    const { current } = element;
    if (always || current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const near = entries.at(-1)?.isIntersecting === true;
        startTransition(() =>
          setState((before) => (near ? { drawn: true, height: null } : left(before, current))),
        );
      },
      { root: current.closest('.log'), rootMargin: `${NEAR}px 0px` },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, always]);
  return always ? { drawn: true, height: null } : state;
}

/** What someone has the focus in, or has marked, stays. */
function left(before: Drawn, element: HTMLElement): Drawn {
  const used =
    element.contains(document.activeElement) || document.getSelection()?.containsNode(element, true);
  if (!before.drawn || used === true) return before;
  return { drawn: false, height: element.getBoundingClientRect().height };
}
