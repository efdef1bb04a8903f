import { useEffect } from 'react';
import { useEventCallback } from '../../../ui/hooks/use-event-callback.ts';
import type { Replay } from './use-replay.ts';

/** The keys of a replay, unless the focus is in an element that handles keys itself. */
export function useReplayKeys(replay: Replay, count: number): void {
  const onKey = useEventCallback((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest(ownKeys) !== null) return;
    const act = actOf(event.key);
    if (act === null) return;
    event.preventDefault();
    act(replay, count);
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onKey]);
}

const ownKeys = 'button, a, input, textarea, select, pre, [role="dialog"], [role="menu"]';

function actOf(key: string): ((replay: Replay, count: number) => void) | null {
  switch (key) {
    case 'ArrowLeft':
      return ({ goTo, step }) => goTo(step - 1);
    case 'ArrowRight':
      return ({ goTo, step }) => goTo(step + 1);
    case 'Home':
      return ({ goTo }) => goTo(1);
    case 'End':
      return ({ goTo }, count) => goTo(count);
    case ' ':
      return ({ toggle }) => toggle();
    default:
      return null;
  }
}
