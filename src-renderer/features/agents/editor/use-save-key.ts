import { useEffect } from 'react';
import { useStable } from '../../../ui/hooks/use-stable.ts';

/** Ctrl S saves. A field that is taken when it is left, such as a name, is taken first. */
export function useSaveKey(save: () => void): void {
  const onKey = useStable((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    const field = document.activeElement;
    if (field instanceof HTMLElement) {
      field.blur();
      field.focus();
    }
    save();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onKey]);
}
