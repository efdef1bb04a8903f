/**
 * Fields that save themselves. A field commits on blur; whatever else can come next (another tab or page, "Test
 * connection", the window closing) commits it through this module, so that nothing typed depends on how the field was
 * left.
 */
import { useEffect, useRef } from 'react';
import { pendingSavesSettled } from './pending-saves.ts';
import { showNotice } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

/** Saves what is typed. Resolves to true when nothing is left unsaved; an unchanged field does nothing. */
export type Commit = () => Promise<boolean>;

/** In page order: an address is saved before its key. */
const fields = new Set<{ commit: Commit }>();

/** Commits all fields and waits for pending saves. Resolves to true when nothing is left unsaved. */
export async function commitFields(): Promise<boolean> {
  let complete = true;
  for (const field of fields) complete = (await field.commit()) && complete;
  await pendingSavesSettled();
  return complete;
}

/** Registers `commit` for `commitFields` while the field is mounted, and commits on unmount. */
export function useAutosave(commit: Commit): void {
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
        if (!saved) showNotice(t('A field that you left could not be saved and is as it was before.'));
      });
    };
  }, []);
}

/** Commits all fields when the page is hidden or closed. */
export function commitFieldsOnPageHide(): void {
  addEventListener('pagehide', () => void commitFields());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void commitFields();
  });
}
