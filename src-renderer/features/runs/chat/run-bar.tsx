import {
  IconHandStop,
  IconInfoCircle,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
} from '@tabler/icons-react';
import { interruptRun, steerRun } from '../../../state/runs/chat-runs.ts';
import { useRunDetails } from '../../../state/runs/run-details.ts';
import type { RunView } from '../../../state/runs/run-log.ts';
import { canResume, isOn } from '../../../state/runs/run-log.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { nowWords, waitIn } from './now-words.ts';
import { isSpent } from '../requests/run-budget.tsx';
import { outcomeWords, shareWords, usageWords } from '../run-words.ts';
import { SpeakForMenu, SpokenFor } from '../requests/speak-for.tsx';
import { StatusDot } from '../status-dot.tsx';
import { useIsOver } from './use-is-over.ts';
import './run-bar.css';

/** How the run of a chat stands: who speaks, what it used, and the buttons that hold it, let it go on and end it. */
interface RunBarProps {
  readonly run: RunView;
  /** Called when the turn that was on has stopped, and the run is held. */
  readonly onInterrupted: () => void;
}

export function RunBar({ run, onInterrupted }: RunBarProps) {
  const details = useRunDetails((state) => state.details.get(run.id));
  const open = useViewStore(({ runOf }) => runOf === run.id);
  // What a run without budget needs stands above it.
  const note = isOn(run) || isSpent(run) ? null : outcomeWords(run);
  const waited = useIsOver(details === undefined ? null : (waitIn({ ...details, run })?.until ?? null));
  return (
    <section className="run-bar" aria-label="Run">
      <StatusDot status={run.status} />
      <div className="run-bar-words">
        <p role="status">
          <strong dir="auto">{run.name}</strong> <span>· {nowWords(run, details, waited)}</span>
        </p>
        <p className="run-bar-usage">
          {usageWords(run.usage)}
          {run.budget === null ? '' : ` · ${shareWords(run.budget)} of its budget`}
          {note === null ? '' : ` · ${note}`}
        </p>
      </div>
      <div className="run-bar-actions">
        <RunButtons run={run} onInterrupted={onInterrupted} />
        {isOn(run) || canResume(run) ? <SpeakForMenu run={run} /> : null}
        <IconButton label="Run details" aria-expanded={open} onClick={() => view.toggleRun(run.id)}>
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
    <Button small onClick={() => void steerRun('runs.stop', run.id)} aria-label="Stop the run">
      <IconPlayerStop size={14} stroke={1.8} aria-hidden />
      Stop
    </Button>
  );
  if (run.status === 'running') {
    return (
      <>
        <Button small onClick={() => void interrupt()} aria-label="Interrupt whoever speaks">
          <IconHandStop size={14} stroke={1.8} aria-hidden />
          Interrupt
        </Button>
        <Button small onClick={() => void steerRun('runs.pause', run.id)} aria-label="Pause the run">
          <IconPlayerPause size={14} stroke={1.8} aria-hidden />
          Pause
        </Button>
        {stop}
      </>
    );
  }
  return (
    <>
      {canResume(run) && !isSpent(run) ? (
        <Button small onClick={() => void steerRun('runs.resume', run.id)} aria-label="Resume the run">
          <IconPlayerPlay size={14} stroke={1.8} aria-hidden />
          Resume
        </Button>
      ) : null}
      {isOn(run) ? stop : null}
    </>
  );
}
