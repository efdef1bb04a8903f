import { Component } from 'react';
import type { ReactNode } from 'react';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { PageFrame } from './page-frame.tsx';

interface ErrorBoundaryProps {
  /** Where it stands: a whole page (with its title), a part of one, or a dialog, which stands over the page. */
  readonly around: { readonly page: string } | 'part' | 'dialog' | 'app';
  /** Another value is another content, which is tried anew. */
  readonly content?: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
  readonly content: string | undefined;
}

/**
 * Keeps a fault in one region of the page from taking the rest with it: in its place it says what happened and offers to try
 * again. React asks for a class here.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, content: this.props.content };

  static getDerivedStateFromError(thrown: unknown): Partial<ErrorBoundaryState> {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  static getDerivedStateFromProps(
    { content }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): ErrorBoundaryState | null {
    return content === state.content ? null : { error: null, content };
  }

  override render(): ReactNode {
    const { around, children } = this.props;
    const { error } = this.state;
    if (error === null) return children;
    const failure = (
      <FailureState
        message={around === 'app' ? APP_STOPPED : PART_STOPPED}
        details={error.message}
        onRetry={() => this.setState({ error: null })}
        onReload={around === 'part' ? undefined : () => window.location.reload()}
      />
    );
    if (typeof around === 'object') return <PageFrame title={around.page}>{failure}</PageFrame>;
    if (around === 'part') return failure;
    return <div className={around === 'app' ? 'app-failure' : 'dialog-failure'}>{failure}</div>;
  }
}

const PART_STOPPED = 'This part of Tutee stopped working. What you taught and wrote is kept.';
const APP_STOPPED = 'This window stopped working. What you taught and wrote is kept.';
