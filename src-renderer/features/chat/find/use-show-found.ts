import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { foldText } from '../../../../shared/text-search.ts';
import { loadEarlier } from '../../../state/chat/chat-store.ts';
import { useFindStore } from '../../../state/chat/find-store.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { markCurrent, markFound, unmark } from './mark-found.ts';

/**
 * Scrolls to the current match, loading earlier messages until its message is loaded, and highlights all matches in rendered messages.
 * `show` receives the message's index in the log.
 */
export function useShowFound(
  log: RefObject<HTMLElement | null>,
  thread: Thread,
  show: (index: number) => void,
): void {
  const { messages, hasEarlier, conversation } = thread;
  const query = useFindStore((state) => (state.conversationId === conversation.id ? state.query : ''));
  const landing = useFindStore((state) => state.landing);
  const place = useFindStore(({ places, current }) => places[current] ?? null);
  const index = place === null ? -1 : messages.findIndex(({ id }) => id === place.messageId);
  /** Changes with each page of earlier messages. */
  const first = messages[0]?.id;
  const shown = useRef<typeof place>(null);
  const inView = useRef<object>(null);
  useEffect(() => {
    if (place === null || shown.current === place) return;
    if (index >= 0) {
      shown.current = place;
      show(index);
    } else if (hasEarlier && first !== undefined) void loadEarlier(conversation.id);
  }, [place, index, hasEarlier, first, conversation.id, show]);
  useEffect(() => {
    const { current } = log;
    const target = place ?? landing;
    const words = query === '' ? landing?.words : [foldText(query)];
    if (current === null || words === undefined) return undefined;
    let frame = 0;
    const mark = (): void => {
      const ranges = markFound(current, words, target?.messageId ?? null);
      const range = ranges[Math.min(place?.nth ?? 0, ranges.length - 1)];
      markCurrent(place === null ? undefined : range);
      if (range === undefined || target === null || inView.current === target) return;
      inView.current = target;
      bringIntoView(current, range);
    };
    const markSoon = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mark);
    };
    // Rows are mounted and unmounted while scrolling, and reasoning expands.
    const observer = new MutationObserver(markSoon);
    observer.observe(current, { childList: true, subtree: true, characterData: true });
    markSoon();
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      unmark();
    };
  }, [log, query, place, landing]);
}

function bringIntoView(log: HTMLElement, range: Range): void {
  const place = range.getBoundingClientRect();
  const view = log.getBoundingClientRect();
  if (place.top >= view.top + 40 && place.bottom <= view.bottom - 40) return;
  log.scrollTop += place.top - view.top - view.height / 2;
}
