import { useEffect, useState } from 'react';

/** How long a step is shown while playing, in ms. */
const STEP_MS = 1_100;

export interface Replay {
  /** How many steps are shown, 1 to `count`. */
  readonly step: number;
  readonly playing: boolean;
  readonly to: (step: number) => void;
  readonly toggle: () => void;
}

/** Steps through something of `count` steps, by hand or by itself. Begins with all of it; new steps are followed at the end. */
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
    to: (wanted) => {
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
