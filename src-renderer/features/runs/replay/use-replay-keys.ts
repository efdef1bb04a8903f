import { useEffect } from 'react';
import { useStable } from '../../../ui/hooks/use-stable.ts';
import type { Replay } from './use-replay.ts';

/** The keys of a replay, wherever the focus is but in something that has keys of its own. */
export function useReplayKeys(replay: Replay, count: number): void {
  const onKey = useStable((event: KeyboardEvent) => {
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
      return ({ to, step }) => to(step - 1);
    case 'ArrowRight':
      return ({ to, step }) => to(step + 1);
    case 'Home':
      return ({ to }) => to(1);
    case 'End':
      return ({ to }, count) => to(count);
    case ' ':
      return ({ toggle }) => toggle();
    default:
      return null;
  }
}
