import { IconX } from '@tabler/icons-react';
import { formatNumber } from '../../language/translate.ts';
import './filter-chip.css';

interface FilterChipProps {
  readonly label: string;
  /** Null: unknown, or not shown. */
  readonly count: number | null;
  readonly on: boolean;
  /** A filter set elsewhere, which this chip only removes. */
  readonly removable?: boolean;
  readonly onClick: () => void;
}

/** A filter as a toggle button with its count. */
export function FilterChip({ label, count, on, removable = false, onClick }: FilterChipProps) {
  return (
    <button type="button" className="filter" aria-pressed={on} onClick={onClick}>
      {label} {count === null ? null : <span className="filter-count">{formatNumber(count)}</span>}
      {removable ? <IconX size={13} stroke={1.8} aria-hidden /> : null}
    </button>
  );
}
