/**
 * Fields whose text saves itself. A field commits when the focus leaves it; what else can come next (another tab or page, a
 * press on "Test connection", the window closing) commits it from here, so that nothing typed depends on how it was left.
 */
import { useEffect, useRef } from 'react';
import { savesDone } from './pending-saves.ts';
import { showNotice } from '../page/toast-store.ts';

/** Saves what is typed. True when nothing is left unsaved; a field that was not changed has nothing to do. */
export type Commit = () => Promise<boolean>;

/** In the order the fields stand on the page: an address is saved before the key that belongs to it. */
const fields = new Set<{ commit: Commit }>();

/** Saves everything typed and waits for all saves under way. True when nothing is left unsaved. */
export async function saveTyped(): Promise<boolean> {
  let complete = true;
  for (const field of fields) complete = (await field.commit()) && complete;
  await savesDone();
  return complete;
}

/** Keeps `commit` within reach of `saveTyped` while the field is on the page, and commits when it leaves the page. */
export function useTypedField(commit: Commit): void {
  const latest = useRef({ commit });
  useEffect(() => {
    latest.current.commit = commit;
  }, [commit]);
  useEffect(() => {
    const field = latest.current;
    fields.add(field);
    return () => {
      fields.delete(field);
      void field.commit().then((saved) => {
        if (!saved) showNotice('A field that you left could not be saved and is as it was before.');
      });
    };
  }, []);
}

/** Before the page goes away, what was typed last is saved. */
export function saveTypedOnLeaving(): void {
  addEventListener('pagehide', () => void saveTyped());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void saveTyped();
  });
}
