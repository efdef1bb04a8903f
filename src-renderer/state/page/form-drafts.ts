/** Forms that apply only when their button is pressed: what is typed in them waits there while the page shows something else. */
import { useState } from 'react';

const drafts = new Map<string, unknown>();

/**
 * Like `useState`, but the value outlives the form's time on the page, until the window is closed or `initial` is set again.
 * @param name of the form, with what it is about where there are several.
 */
export function useFormDraft<T>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => (drafts.has(name) ? (drafts.get(name) as T) : initial));
  const keep = (next: T): void => {
    if (next === initial) drafts.delete(name);
    else drafts.set(name, next);
    setValue(next);
  };
  return [value, keep];
}
