import { startTransition, useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** So far outside of the view, in px, a part is rendered. */
const NEAR = 1_200;

interface Rendered {
  readonly rendered: boolean;
  /** Of a part that was rendered before, in px; null: it never was. */
  readonly height: number | null;
}

/** Whether a part of a long text is rendered: near the view of its log it is, farther off it leaves its room. */
export function useNearViewport(element: RefObject<HTMLElement | null>, always: boolean): Rendered {
  const [state, setState] = useState<Rendered>({ rendered: always, height: null });
  useEffect(() => {
    const { current } = element;
    if (always || current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const near = entries.at(-1)?.isIntersecting === true;
        startTransition(() =>
          setState((before) => (near ? { rendered: true, height: null } : stateWhenAway(before, current))),
        );
      },
      { root: current.closest('.log'), rootMargin: `${NEAR}px 0px` },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, always]);
  return always ? { rendered: true, height: null } : state;
}

/** What someone has the focus in, or has marked, stays. */
function stateWhenAway(before: Rendered, element: HTMLElement): Rendered {
  const used =
    element.contains(document.activeElement) || document.getSelection()?.containsNode(element, true);
  if (!before.rendered || used === true) return before;
  return { rendered: false, height: element.getBoundingClientRect().height };
}
