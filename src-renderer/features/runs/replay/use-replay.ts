import { useEffect, useState } from 'react';

/** How long a step is shown while playing, in ms. */
const STEP_MS = 1_100;

export interface Replay {
  /** The number of steps shown, 1 to `count`. */
  readonly step: number;
  readonly playing: boolean;
  readonly goTo: (step: number) => void;
  readonly toggle: () => void;
}

/** Replay state for `count` steps. Starts with all of them shown; at the end, new steps are followed. */
export function useReplay(count: number): Replay {
  const [chosen, setChosen] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const step = Math.min(chosen ?? count, count);
  useEffect(() => {
    if (!playing || step >= count) return;
    const timer = setTimeout(() => {
      setChosen(step + 1 === count ? null : step + 1);
      if (step + 1 === count) setPlaying(false);
    }, STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, step, count]);
  return {
    step,
    playing,
    goTo: (wanted) => {
      setPlaying(false);
      const next = Math.min(count, Math.max(1, wanted));
      setChosen(next === count ? null : next);
    },
    toggle: () => {
      if (!playing && step >= count) setChosen(1);
      setPlaying(!playing);
    },
  };
}
