import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useChatStore } from '../../state/chat/chat-store.ts';
import { useConversationsStore } from '../../state/chat/conversations-store.ts';
import { find } from '../../state/chat/find-store.ts';
import { useViewStore, view } from '../../state/page/view-store.ts';
import { showFailure, showNotice } from '../../state/page/toast-store.ts';
import { shortcutOf } from './keys/shortcuts.ts';
import type { ShortcutId } from './keys/shortcuts.ts';
import { currentBindings } from './keys/use-bindings.ts';
import { useChatActions } from './sidebar/use-chat-actions.ts';
import { useNewChat } from './sidebar/use-new-chat.ts';
import { t } from '../../language/translate.ts';

/** The shortcuts that hold on every page; keys/shortcuts.ts lists them. */
export function useShortcuts(): void {
  const [location, navigate] = useLocation();
  const newChat = useNewChat();
  const { remove } = useChatActions();
  useEffect(() => {
    const chat = /^\/chat\/([^/]+)/.exec(location)?.[1];
    const run: Partial<Readonly<Record<ShortcutId, () => void>>> = {
      palette: togglePalette,
      'new-chat': newChat,
      'temporary-chat': () => {
        navigate(location === '/temporary' ? '/chat' : '/temporary');
        view.focusComposer();
      },
      'focus-message': () => {
        if (!isChatPage(location)) navigate(lastChat());
        view.focusComposer();
      },
      teach: () => view.openTeach(),
      'next-chat': () => step(chat, 1, navigate),
      'previous-chat': () => step(chat, -1, navigate),
      sidebar: view.toggleSidebar,
      'go-chat': () => navigate(lastChat()),
      'go-memory': () => navigate('/memory'),
      'go-agents': () => navigate('/agents'),
      settings: () => navigate('/settings'),
      help: view.toggleHelp,
      // Elsewhere the browser finds what is on the page.
      ...(chat !== undefined && {
        find: () => find.open(chat),
        'copy-answer': () => void copy(lastAnswer(chat), t('The last answer is copied.')),
        'copy-code': () => void copy(lastCode(lastAnswer(chat) ?? ''), t('The last code is copied.')),
        'delete-chat': () => {
          const conversation = useChatStore.getState().threads.get(chat)?.conversation;
          if (conversation !== undefined) remove(conversation);
        },
      }),
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const id = shortcutOf(event, 'everywhere', isTyping(event.target), currentBindings());
      const action = id === null ? undefined : run[id];
      if (action !== undefined) {
        event.preventDefault();
        action();
      } else if (event.key === 'Escape') {
        view.closeReceipt();
        view.closeRun();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [location, navigate, newChat, remove]);
}

function togglePalette(): void {
  if (useViewStore.getState().paletteOpen) view.closePalette();
  else view.openPalette();
}

function isChatPage(location: string): boolean {
  return /^\/(?:chat|project|temporary)(?:\/|$)/.test(location);
}

function lastChat(): string {
  const { lastConversation } = useViewStore.getState();
  return lastConversation === null ? '/chat' : `/chat/${lastConversation}`;
}

/** To the chat after the shown one in the list, or before it; from elsewhere to the first. */
function step(chat: string | undefined, by: 1 | -1, navigate: (path: string) => void): void {
  const { items } = useConversationsStore.getState();
  const at = items.findIndex(({ id }) => id === chat);
  const next = at === -1 ? items[0] : items[at + by];
  if (next !== undefined) navigate(`/chat/${next.id}`);
}

function lastAnswer(chat: string): string | undefined {
  return useChatStore
    .getState()
    .threads.get(chat)
    ?.messages.findLast(({ role }) => role === 'assistant')?.text;
}

/** The content of the last fenced block; undefined: there is none. */
function lastCode(text: string): string | undefined {
  const lines = text.split('\n');
  const end = lines.findLastIndex((line) => line.trimStart().startsWith('```'));
  const start = lines.slice(0, Math.max(0, end)).findLastIndex((line) => line.trimStart().startsWith('```'));
  return start === -1 ? undefined : lines.slice(start + 1, end).join('\n');
}

async function copy(text: string | undefined, done: string): Promise<void> {
  if (text === undefined || text === '') return showNotice(t('There is nothing to copy yet.'));
  try {
    await navigator.clipboard.writeText(text);
    showNotice(done);
  } catch {
    showFailure({
      code: 'not_supported',
      fault: 'user',
      message: t('The browser does not let Tutee copy. Select the text instead.'),
    });
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
