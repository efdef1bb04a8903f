import {
  IconHandStop,
  IconInfoCircle,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import { interruptRun, controlRun } from '../../../state/runs/chat-runs-store.ts';
import { useRunDetails } from '../../../state/runs/run-details-store.ts';
import type { RunView } from '../../../state/runs/run-reducer.ts';
import { canResume, isActive } from '../../../state/runs/run-reducer.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { describeActivity, currentWait } from './run-activity.ts';
import { isBudgetExhausted } from '../requests/run-budget.tsx';
import { describeOutcome, formatShare, formatUsage } from '../run-labels.ts';
import { SpeakForMenu, SpokenFor } from '../requests/speak-for.tsx';
import { StatusDot } from '../status-dot.tsx';
import { useHasPassed } from './use-has-passed.ts';
import { t } from '../../../language/translate.ts';
import './run-bar.css';

/** The state of a chat's run: who speaks, what it used, and buttons to pause, resume and stop it. */
interface RunBarProps {
  readonly run: RunView;
  /** Called when the current turn has been interrupted and the run is paused. */
  readonly onInterrupted: () => void;
}

export function RunBar({ run, onInterrupted }: RunBarProps) {
  const details = useRunDetails((state) => state.details.get(run.id));
  const open = useViewStore(({ panelRunId }) => panelRunId === run.id);
  // For an exhausted budget, a form above explains it.
  const note = isActive(run) || isBudgetExhausted(run) ? null : describeOutcome(run);
  const budget =
    run.budget === null ? null : t('{{share}} of its budget', { share: formatShare(run.budget) });
  const waited = useHasPassed(
    details === undefined ? null : (currentWait({ ...details, run })?.until ?? null),
  );
  return (
    <section className="run-bar" aria-label={t('Run')}>
      <StatusDot status={run.status} />
      <div className="run-bar-words">
        <p role="status">
          <strong dir="auto">{run.name}</strong> <span>· {describeActivity(run, details, waited)}</span>
        </p>
        <p className="run-bar-usage">
          {[formatUsage(run.usage), budget, note].filter((part) => part !== null).join(' · ')}
        </p>
      </div>
      <div className="run-bar-actions">
        <RunButtons run={run} onInterrupted={onInterrupted} />
        {isActive(run) || canResume(run) ? <SpeakForMenu run={run} /> : null}
        <IconButton label={t('Run details')} aria-expanded={open} onClick={() => view.toggleRun(run.id)}>
          <IconInfoCircle size={17} stroke={1.6} aria-hidden />
        </IconButton>
      </div>
      <SpokenFor run={run} />
    </section>
  );
}

function RunButtons({ run, onInterrupted }: RunBarProps) {
  const interrupt = async (): Promise<void> => {
    if (await interruptRun(run.id)) onInterrupted();
  };
  const stop = (
    <Button small onClick={() => void controlRun('runs.stop', run.id)} aria-label={t('Stop the run')}>
      <IconPlayerStop size={14} stroke={1.8} aria-hidden />
      {t('Stop')}
    </Button>
  );
  if (run.status === 'running') {
    return (
      <>
        <Button small onClick={() => void interrupt()} aria-label={t('Interrupt whoever speaks')}>
          <IconHandStop size={14} stroke={1.8} aria-hidden />
          {t('Interrupt')}
        </Button>
        <Button small onClick={() => void controlRun('runs.pause', run.id)} aria-label={t('Pause the run')}>
          <IconPlayerPause size={14} stroke={1.8} aria-hidden />
          {t('Pause')}
        </Button>
        {stop}
      </>
    );
  }
  return (
    <>
      {canResume(run) && !isBudgetExhausted(run) ? (
        <Button small onClick={() => void controlRun('runs.resume', run.id)} aria-label={t('Resume the run')}>
          <IconPlayerPlay size={14} stroke={1.8} aria-hidden />
          {t('Resume')}
        </Button>
      ) : null}
      {isActive(run) ? stop : null}
    </>
  );
}
