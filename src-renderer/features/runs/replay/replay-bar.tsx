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
import { t } from '../../../language/translate.ts';
import './replay-bar.css';

interface ReplayBarProps {
  readonly replay: Replay;
  readonly count: number;
}

/** The replay controls: buttons, a slider, and the keys ← → Home End Space. */
export function ReplayBar({ replay, count }: ReplayBarProps) {
  const { step, playing, goTo, toggle } = replay;
  return (
    <div className="replay-bar" role="group" aria-label={t('Replay')}>
      <IconButton label={t('First step')} disabled={step <= 1} onClick={() => goTo(1)}>
        <IconPlayerSkipBack size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('Step back')} disabled={step <= 1} onClick={() => goTo(step - 1)}>
        <IconPlayerTrackPrev size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={playing ? t('Pause the replay') : t('Play')} disabled={count < 2} onClick={toggle}>
        {playing ? (
          <IconPlayerPause size={18} stroke={1.6} aria-hidden />
        ) : (
          <IconPlayerPlay size={18} stroke={1.6} aria-hidden />
        )}
      </IconButton>
      <IconButton label={t('Step forward')} disabled={step >= count} onClick={() => goTo(step + 1)}>
        <IconPlayerTrackNext size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('Last step')} disabled={step >= count} onClick={() => goTo(count)}>
        <IconPlayerSkipForward size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <input
        type="range"
        aria-label={t('Step')}
        aria-valuetext={t('Step {{step}} of {{total}}', { step, total: count })}
        min={1}
        max={Math.max(1, count)}
        value={step}
        onChange={(event) => goTo(Number(event.currentTarget.value))}
      />
      <span className="replay-count" aria-hidden>
        {t('{{step}} of {{total}}', { step, total: count })}
      </span>
    </div>
  );
}
