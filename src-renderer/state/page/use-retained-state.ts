/** State of forms that apply only on submit; it is kept in memory while the page shows something else. */
import { useState } from 'react';

const drafts = new Map<string, unknown>();

/**
 * Like `useState`, but the value survives unmounting until the window closes or it is set to `initial` again.
 * @param name identifies the form, and its subject where there are several.
 */
export function useRetainedState<T>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => (drafts.has(name) ? (drafts.get(name) as T) : initial));
  const keep = (next: T): void => {
    if (next === initial) drafts.delete(name);
    else drafts.set(name, next);
    setValue(next);
  };
  return [value, keep];
}
