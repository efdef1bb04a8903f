import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { drafts } from '../../state/kept-drafts.ts';

interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly clear: () => void;
}

/** The unsent text of one chat; `keep`: also after a restart. */
export function useDraft(key: string, keep: boolean): Draft {
  const subscribe = useCallback((listener: () => void) => drafts.subscribe(listener), []);
  const text = useSyncExternalStore(subscribe, () => drafts.read(key));
  const setText = useCallback((next: string) => drafts.write(key, next, { keep }), [key, keep]);
  const clear = useCallback(() => setText(''), [setText]);
  // Looking elsewhere is a good moment to keep what was typed.
  useEffect(() => () => drafts.flush([key]), [key]);
  return { text, setText, clear };
}
