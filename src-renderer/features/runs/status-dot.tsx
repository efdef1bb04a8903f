import type { RunView } from '../../state/runs/run-log.ts';
import './status-dot.css';

/** How a run stands, as a colour; the word stands beside it. */
export function StatusDot({ status }: Pick<RunView, 'status'>) {
  return <span className="run-dot" data-status={status} aria-hidden />;
}
