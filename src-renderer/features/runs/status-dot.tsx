import type { RunView } from '../../state/runs/run-reducer.ts';
import './status-dot.css';

/** The status of a run as a colour; a label stands beside it. */
export function StatusDot({ status }: Pick<RunView, 'status'>) {
  return <span className="run-dot" data-status={status} aria-hidden />;
}
