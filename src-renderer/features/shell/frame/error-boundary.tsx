import { Component } from 'react';
import type { ReactNode } from 'react';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { PageFrame } from './page-frame.tsx';
import { t } from '../../../language/translate.ts';

interface ErrorBoundaryProps {
  /** What it encloses: a page (with its title), a part of one, a dialog, or the whole app. */
  readonly region: { readonly page: string } | 'part' | 'dialog' | 'app';
  /** A new value clears the error and renders the children again. */
  readonly resetKey?: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
  readonly resetKey: string | undefined;
}

/**
 * Contains a render error to one region of the page: shows a message in its place and offers to try again. React
 * requires a class for this.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(thrown: unknown): Partial<ErrorBoundaryState> {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  static getDerivedStateFromProps(
    { resetKey }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): ErrorBoundaryState | null {
    return resetKey === state.resetKey ? null : { error: null, resetKey };
  }

  override render(): ReactNode {
    const { region, children } = this.props;
    const { error } = this.state;
    if (error === null) return children;
    const failure = (
      <FailureState
        message={region === 'app' ? APP_STOPPED : PART_STOPPED}
        details={error.message}
        onRetry={() => this.setState({ error: null })}
        onReload={region === 'part' ? undefined : () => window.location.reload()}
      />
    );
    if (typeof region === 'object') return <PageFrame title={region.page}>{failure}</PageFrame>;
    if (region === 'part') return failure;
    return <div className={region === 'app' ? 'app-failure' : 'dialog-failure'}>{failure}</div>;
  }
}

const PART_STOPPED = t('This part of Tutee stopped working. What you taught and wrote is kept.');
const APP_STOPPED = t('This window stopped working. What you taught and wrote is kept.');
