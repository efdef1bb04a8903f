import { IconX } from '@tabler/icons-react';
import './filter-chip.css';

interface FilterChipProps {
  readonly label: string;
  /** Null: not known, or of no interest. */
  readonly count: number | null;
  readonly on: boolean;
  /** A filter from elsewhere that this only takes off. */
  readonly removable?: boolean;
  readonly onClick: () => void;
}

/** A count that one can click to see what it counts. */
export function FilterChip({ label, count, on, removable = false, onClick }: FilterChipProps) {
  return (
    <button type="button" className="filter" aria-pressed={on} onClick={onClick}>
      {label} {count === null ? null : <span className="filter-count">{count.toLocaleString('en')}</span>}
      {removable ? <IconX size={13} stroke={1.8} aria-hidden /> : null}
    </button>
  );
}
