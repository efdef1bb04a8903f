import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject, SyntheticEvent } from 'react';
import { LogView } from './log-view.ts';

interface UsedLogView {
  readonly rows: RefObject<HTMLDivElement | null>;
  readonly room: RefObject<HTMLDivElement | null>;
  /** Whether the reader is at the end, so that the view follows it. */
  readonly atEnd: boolean;
  readonly onScroll: () => void;
  /** For whatever in the log is pressed. */
  readonly onUse: (event: SyntheticEvent) => void;
  readonly follow: () => void;
  readonly letGo: () => void;
}

/** Keeps what is looked at in its place; see log-view.ts. `first`: the key of the first row. */
export function useLogView(scroller: RefObject<HTMLElement | null>, first: string | undefined): UsedLogView {
  const rows = useRef<HTMLDivElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const view = useRef<LogView>(null);
  const [atEnd, setAtEnd] = useState(true);
  const firstBefore = useRef(first);
  useLayoutEffect(() => {
    if (scroller.current === null || room.current === null) return;
    view.current = new LogView(scroller.current, room.current, setAtEnd);
  }, [scroller]);
  useLayoutEffect(() => {
    view.current?.laidOut({ moved: firstBefore.current !== first });
    firstBefore.current = first;
  });
  useEffect(() => {
    // What grows by itself, and the window.
    const observer = new ResizeObserver(() => view.current?.laidOut());
    for (const { current } of [scroller, rows]) if (current !== null) observer.observe(current);
    return () => observer.disconnect();
  }, [scroller]);
  const onUse = useCallback(({ target }: SyntheticEvent) => {
    if (target instanceof Element) view.current?.hold(target);
  }, []);
  return {
    rows,
    room,
    atEnd,
    onScroll: useCallback(() => view.current?.scrolled(), []),
    onUse,
    follow: useCallback(() => view.current?.follow(), []),
    letGo: useCallback(() => view.current?.letGo(), []),
  };
}
