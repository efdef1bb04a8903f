import { useEffect } from 'react';
import { useEventCallback } from '../../../ui/hooks/use-event-callback.ts';

/** Ctrl+S saves. The focused field is blurred first, because some fields, such as the name, apply on blur. */
export function useSaveShortcut(save: () => void): void {
  const onKey = useEventCallback((event: KeyboardEvent) => {
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
