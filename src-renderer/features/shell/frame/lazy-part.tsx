/**
 * Parts of the page that are loaded when they are first shown. A part that could not be loaded says so where it would stand,
 * and is asked for again: at a press, and by itself when the connection is back. (React's `lazy` would keep the failure for
 * good.) Once the page has come to rest all parts are fetched ahead, so that a later drop of the connection finds them here.
 */
import type { ComponentType } from 'react';
import { useEffect, useSyncExternalStore } from 'react';
import { useAppStore } from '../../../state/page/app-store.ts';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { PageFrame } from './page-frame.tsx';

type Load<Props> = () => Promise<{ readonly default: ComponentType<Props> }>;

type Part<Props> =
  | { readonly status: 'absent' | 'loading' | 'failed' }
  | { readonly status: 'here'; readonly component: ComponentType<Props> };

const NOT_LOADED =
  'This part of Tutee could not be loaded, because Tutee does not answer. If you closed it, start it again.';

/** Loads every part that is not here yet. */
const loaders = new Set<() => Promise<void>>();

/**
 * A component that stands for the default export of a module loaded by `load`.
 * @param page the title of the page it is; left out: it is a part of one.
 */
export function lazyPart<Props extends object>(load: Load<Props>, page?: string): ComponentType<Props> {
  let part: Part<Props> = { status: 'absent' };
  const listeners = new Set<() => void>();
  const become = (next: Part<Props>): void => {
    part = next;
    for (const listener of listeners) listener();
  };
  const fetchPart = async (): Promise<void> => {
    if (part.status === 'here' || part.status === 'loading') return;
    become({ status: 'loading' });
    try {
      const { default: component } = await load();
      become({ status: 'here', component });
    } catch {
      become({ status: 'failed' });
    }
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  loaders.add(fetchPart);
  return function LazyPart(props: Props) {
    const shown = useSyncExternalStore(subscribe, () => part);
    const connection = useAppStore((state) => state.connection);
    useEffect(() => {
      // On the first look, and each time the connection comes back.
      if (connection !== 'lost') void fetchPart();
    }, [connection]);
    if (shown.status === 'here') return <shown.component {...props} />;
    if (shown.status === 'failed') {
      const failure = <FailureState message={NOT_LOADED} onRetry={() => void fetchPart()} />;
      return page === undefined ? failure : <PageFrame title={page}>{failure}</PageFrame>;
    }
    return <div className="page-loading" aria-busy="true" />;
  };
}

/** Fetches all parts, one after the other, when the browser has nothing else to do. */
export async function loadPartsAhead(): Promise<void> {
  for (const loadPart of loaders) {
    await idle();
    await loadPart();
  }
}

/** Resolves when the browser has nothing else to do; where it does not tell, after a second. */
function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve);
    else setTimeout(resolve, 1_000);
  });
}
