/**
 * Components that are loaded when they are first shown. A component that fails to load says so in its place and is
 * loaded again on a click and when the connection is back; React's `lazy` would keep the failure. Once the page is
 * idle all of them are preloaded, so that a later drop of the connection does no harm.
 */
import type { ComponentType } from 'react';
import { useEffect, useSyncExternalStore } from 'react';
import { useAppStore } from '../../../state/page/app-store.ts';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { PageFrame } from './page-frame.tsx';
import { t } from '../../../language/translate.ts';

type Load<Props> = () => Promise<{ readonly default: ComponentType<Props> }>;

type Part<Props> =
  | { readonly status: 'absent' | 'loading' | 'failed' }
  | { readonly status: 'here'; readonly component: ComponentType<Props> };

const NOT_LOADED = t(
  'This part of Tutee could not be loaded, because Tutee does not answer. If you closed it, start it again.',
);

/** The loaders of all components that are not loaded yet. */
const loaders = new Set<() => Promise<void>>();

/**
 * A component that stands for the default export of the module loaded by `load`.
 * @param page its title when it is a whole page; left out for a part of one.
 */
export function lazyWithRetry<Props extends object>(load: Load<Props>, page?: string): ComponentType<Props> {
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
  return function LazyComponent(props: Props) {
    const shown = useSyncExternalStore(subscribe, () => part);
    const connection = useAppStore((state) => state.connection);
    useEffect(() => {
      // On mount, and each time the connection comes back.
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

/** Preloads all lazy components, one after another, while the browser is idle. */
export async function preloadLazyComponents(): Promise<void> {
  for (const loadComponent of loaders) {
    await idle();
    await loadComponent();
  }
}

/** Resolves when the browser is idle; after a second where it cannot tell. */
function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve);
    else setTimeout(resolve, 1_000);
  });
}
