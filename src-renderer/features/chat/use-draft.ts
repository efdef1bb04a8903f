import { useCallback, useSyncExternalStore } from 'react';
import { drafts } from '../../state/drafts.ts';

interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly clear: () => void;
}

/** The unsent text of one chat; `keep`: also after a reload of the page. */
export function useDraft(key: string, keep: boolean): Draft {
  const subscribe = useCallback((listener: () => void) => drafts.subscribe(listener), []);
  const text = useSyncExternalStore(subscribe, () => drafts.read(key));
  const setText = useCallback((next: string) => drafts.write(key, next, { keep }), [key, keep]);
  const clear = useCallback(() => setText(''), [setText]);
  return { text, setText, clear };
}
