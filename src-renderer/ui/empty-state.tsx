import type { ReactNode } from 'react';
import './empty-state.css';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

/** What stands where nothing is yet: says what belongs there and how to get it. */
export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      {icon}
      <p className="empty-state-title">{title}</p>
      {children}
    </div>
  );
}

interface FailureStateProps {
  readonly message: string;
  readonly onRetry?: () => void;
}

/** What stands where something could not be loaded. */
export function FailureState({ message, onRetry }: FailureStateProps) {
  return (
    <div className="failure-state" role="alert">
      <p>{message}</p>
      {onRetry === undefined ? null : (
        <button type="button" className="button button-plain button-small" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
