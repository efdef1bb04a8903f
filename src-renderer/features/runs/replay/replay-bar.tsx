import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
} from '@tabler/icons-react';
import { IconButton } from '../../../ui/controls/button.tsx';
import type { Replay } from './use-replay.ts';
import './replay-bar.css';

interface ReplayBarProps {
  readonly replay: Replay;
  readonly count: number;
}

/** The replay controls: buttons, a slider, and the keys ← → Home End Space. */
export function ReplayBar({ replay, count }: ReplayBarProps) {
  const { step, playing, goTo, toggle } = replay;
  return (
    <div className="replay-bar" role="group" aria-label="Replay">
      <IconButton label="First step" disabled={step <= 1} onClick={() => goTo(1)}>
        <IconPlayerSkipBack size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label="Step back" disabled={step <= 1} onClick={() => goTo(step - 1)}>
        <IconPlayerTrackPrev size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={playing ? 'Pause the replay' : 'Play'} disabled={count < 2} onClick={toggle}>
        {playing ? (
          <IconPlayerPause size={18} stroke={1.6} aria-hidden />
        ) : (
          <IconPlayerPlay size={18} stroke={1.6} aria-hidden />
        )}
      </IconButton>
      <IconButton label="Step forward" disabled={step >= count} onClick={() => goTo(step + 1)}>
        <IconPlayerTrackNext size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label="Last step" disabled={step >= count} onClick={() => goTo(count)}>
        <IconPlayerSkipForward size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`Step ${step} of ${count}`}
        min={1}
        max={Math.max(1, count)}
        value={step}
        onChange={(event) => goTo(Number(event.currentTarget.value))}
      />
      <span className="replay-count" aria-hidden>
        {step} of {count}
      </span>
    </div>
  );
}
