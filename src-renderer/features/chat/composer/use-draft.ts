import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { drafts } from '../../../state/chat/kept-drafts.ts';
import { ownPart, pastedIn, withPasted } from '../../../../shared/pasted-text.ts';

export interface Draft {
  /** Everything, as it is kept: see pasted-text.ts. */
  readonly whole: string;
  /** What is typed. */
  readonly text: string;
  readonly pasted: readonly string[];
  readonly setText: (text: string) => void;
  readonly setPasted: (pasted: readonly string[], text?: string) => void;
  readonly clear: () => void;
}

/** The unsent text of one chat; `keep`: also after a restart. */
export function useDraft(key: string, keep: boolean): Draft {
  const subscribe = useCallback((listener: () => void) => drafts.subscribe(listener), []);
  const whole = useSyncExternalStore(subscribe, () => drafts.read(key));
  const text = useMemo(() => ownPart(whole), [whole]);
  const pasted = useMemo(() => pastedIn(whole), [whole]);
  const write = useCallback((next: string) => drafts.write(key, next, { keep }), [key, keep]);
  const setText = useCallback((next: string) => write(withPasted(next, pasted)), [write, pasted]);
  const setPasted = useCallback(
    (next: readonly string[], words = text) => write(withPasted(words, next)),
    [write, text],
  );
  const clear = useCallback(() => write(''), [write]);
  // Looking elsewhere is a good moment to keep what was typed.
  useEffect(() => () => drafts.flush([key]), [key]);
  return { whole, text, pasted, setText, setPasted, clear };
}
