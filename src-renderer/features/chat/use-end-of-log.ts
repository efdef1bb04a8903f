import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** Nearer to the end than this, in px, the view follows the answer as it grows. */
export const AT_END = 48;

interface EndOfLog {
  /** Whether the reader is at the end, so that the view follows it. */
  readonly atEnd: boolean;
  readonly onScroll: () => void;
  readonly toEnd: () => void;
  /** The view no longer follows the end: something else is looked at. */
  readonly letGo: () => void;
}

/**
 * Keeps the view at the end while its reader is there: when the text grows, when the window or the message field
 * takes room, when fonts arrive late. Only a scroll upwards lets go; growth alone never does.
 */
export function useEndOfLog(
  scroll: RefObject<HTMLElement | null>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
): EndOfLog {
  const [atEnd, setAtEnd] = useState(true);
  const follows = useRef(true);
  const lastTop = useRef(0);
  const total = virtualizer.getTotalSize();

  const toEnd = useCallback(() => {
    follows.current = true;
    setAtEnd(true);
    virtualizer.scrollToEnd();
  }, [virtualizer]);

  const letGo = useCallback(() => {
    follows.current = false;
    setAtEnd(false);
  }, []);

  const onScroll = useCallback(() => {
    const element = scroll.current;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const near = scrollHeight - scrollTop - clientHeight <= AT_END;
    if (near) follows.current = true;
    else if (scrollTop < lastTop.current - 1) follows.current = false;
    lastTop.current = scrollTop;
    setAtEnd(follows.current);
  }, [scroll]);

  useLayoutEffect(() => {
    if (follows.current && total > 0) virtualizer.scrollToEnd();
  }, [virtualizer, total]);
  useEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (follows.current) virtualizer.scrollToEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroll, virtualizer]);

  return { atEnd, onScroll, toEnd, letGo };
}
