import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { find } from '../../state/chat/find-store.ts';
import { useViewStore, view } from '../../state/page/view-store.ts';
import { shortcutOf } from './shortcut-keys.ts';
import { useNewChat } from './sidebar/use-new-chat.ts';

/** Global keyboard shortcuts; Settings → Shortcuts lists them. */
export function useShortcuts(): void {
  const [location, navigate] = useLocation();
  const newChat = useNewChat();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const shortcut = event.defaultPrevented ? null : shortcutOf(event, isTyping(event.target));
      if (shortcut === null) return;
      if (shortcut === 'close-panel') {
        view.closeReceipt();
        view.closeRun();
        return;
      }
      const chat = /^\/chat\/([^/]+)/.exec(location)?.[1];
      // Elsewhere the browser finds what is on the page.
      if (shortcut === 'find' && chat === undefined) return;
      event.preventDefault();
      if (shortcut === 'find' && chat !== undefined) find.open(chat);
      if (shortcut === 'palette') togglePalette();
      if (shortcut === 'new-chat') newChat();
      if (shortcut === 'settings') navigate('/settings');
      if (shortcut === 'help') navigate('/settings/shortcuts');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [location, navigate, newChat]);
}

function togglePalette(): void {
  if (useViewStore.getState().paletteOpen) view.closePalette();
  else view.openPalette();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
