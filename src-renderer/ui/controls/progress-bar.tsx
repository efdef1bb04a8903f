import './progress-bar.css';

interface ProgressBarProps {
  /** Accessible name. */
  readonly name: string;
  readonly done: number;
  readonly total: number;
}

export function ProgressBar({ name, done, total }: ProgressBarProps) {
  return <progress className="progress-bar" aria-label={name} value={done} max={Math.max(1, total)} />;
}
