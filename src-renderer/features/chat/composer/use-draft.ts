import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { drafts } from '../../../state/chat/message-drafts-store.ts';
import { ownPart, pastedIn, withPasted } from '../../../../shared/pasted-text.ts';

export interface Draft {
  /** The whole draft as stored; see pasted-text.ts. */
  readonly whole: string;
  /** The typed part. */
  readonly text: string;
  readonly pasted: readonly string[];
  readonly setText: (text: string) => void;
  readonly setPasted: (pasted: readonly string[], text?: string) => void;
  readonly clear: () => void;
}

/** The draft of one chat. `persist`: whether it survives a restart. */
export function useDraft(key: string, persist: boolean): Draft {
  const subscribe = useCallback((listener: () => void) => drafts.subscribe(listener), []);
  const whole = useSyncExternalStore(subscribe, () => drafts.read(key));
  const text = useMemo(() => ownPart(whole), [whole]);
  const pasted = useMemo(() => pastedIn(whole), [whole]);
  const write = useCallback((next: string) => drafts.write(key, next, { persist }), [key, persist]);
  const setText = useCallback((next: string) => write(withPasted(next, pasted)), [write, pasted]);
  const setPasted = useCallback(
    (next: readonly string[], words = text) => write(withPasted(words, next)),
    [write, text],
  );
  const clear = useCallback(() => write(''), [write]);
  // Leaving the chat saves the draft at once.
  useEffect(() => () => drafts.flush([key]), [key]);
  return { whole, text, pasted, setText, setPasted, clear };
}
