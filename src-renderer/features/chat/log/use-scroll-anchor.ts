import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject, SyntheticEvent } from 'react';
import { ScrollAnchor } from './scroll-anchor.ts';

interface LogScroll {
  readonly rows: RefObject<HTMLDivElement | null>;
  readonly spacer: RefObject<HTMLDivElement | null>;
  /** Whether the reader is at the end, so that the log follows new content. */
  readonly atEnd: boolean;
  readonly onScroll: () => void;
  /** For pointer and key events in the log. */
  readonly onInteract: (event: SyntheticEvent) => void;
  readonly stickToEnd: () => void;
  readonly release: () => void;
}

/** Connects a `ScrollAnchor` to React. `first`: the key of the first row. */
export function useScrollAnchor(
  scroller: RefObject<HTMLElement | null>,
  first: string | undefined,
): LogScroll {
  const rows = useRef<HTMLDivElement>(null);
  const spacer = useRef<HTMLDivElement>(null);
  const anchor = useRef<ScrollAnchor>(null);
  const [atEnd, setAtEnd] = useState(true);
  const firstBefore = useRef(first);
  useLayoutEffect(() => {
    if (scroller.current === null || spacer.current === null) return;
    anchor.current = new ScrollAnchor(scroller.current, spacer.current, setAtEnd);
  }, [scroller]);
  useLayoutEffect(() => {
    anchor.current?.onLayout({ prepended: firstBefore.current !== first });
    firstBefore.current = first;
  });
  useEffect(() => {
    // For growth without a render, and for window resizes.
    const observer = new ResizeObserver(() => anchor.current?.onLayout());
    for (const { current } of [scroller, rows]) if (current !== null) observer.observe(current);
    return () => observer.disconnect();
  }, [scroller]);
  const onInteract = useCallback(({ target }: SyntheticEvent) => {
    if (target instanceof Element) anchor.current?.hold(target);
  }, []);
  return {
    rows,
    spacer,
    atEnd,
    onScroll: useCallback(() => anchor.current?.onScroll(), []),
    onInteract,
    stickToEnd: useCallback(() => anchor.current?.stickToEnd(), []),
    release: useCallback(() => anchor.current?.release(), []),
  };
}
