import type { ReactNode } from 'react';
import { t } from '../../language/translate.ts';
import './empty-state.css';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Shown where there is no content yet: says what belongs there and how to get it. */
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
  /** Technical details for a bug report, collapsed. */
  readonly details?: string;
  readonly onRetry?: () => void;
  readonly onReload?: (() => void) | undefined;
}

/** Shown in place of something that could not be loaded or rendered. */
export function FailureState({ message, details, onRetry, onReload }: FailureStateProps) {
  return (
    <div className="failure-state" role="alert">
      <p>{message}</p>
      {onRetry === undefined && onReload === undefined ? null : (
        <div className="failure-actions">
          {onRetry === undefined ? null : (
            <button type="button" className="button button-plain button-small" onClick={onRetry}>
              {t('Try again')}
            </button>
          )}
          {onReload === undefined ? null : (
            <button type="button" className="button button-plain button-small" onClick={onReload}>
              {t('Load the window again')}
            </button>
          )}
        </div>
      )}
      {details === undefined ? null : (
        <details className="failure-details">
          <summary>{t('What went wrong')}</summary>
          <code>{details}</code>
        </details>
      )}
    </div>
  );
}
