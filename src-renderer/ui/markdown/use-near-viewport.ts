import { startTransition, useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Distance outside the viewport, in px, within which content is rendered. */
const NEAR = 1_200;

interface Rendered {
  readonly rendered: boolean;
  /** The last rendered height, in px; null: never rendered. */
  readonly height: number | null;
}

/** Whether a part of a long text is near the viewport and rendered; otherwise it is replaced by its height. */
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

/** A part with the focus or the text selection stays rendered. */
function stateWhenAway(before: Rendered, element: HTMLElement): Rendered {
  const used =
    element.contains(document.activeElement) || document.getSelection()?.containsNode(element, true);
  if (!before.rendered || used === true) return before;
  return { rendered: false, height: element.getBoundingClientRect().height };
}
