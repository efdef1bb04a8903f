import { useCallback } from 'react';
import { useLocation } from 'wouter';
import type { Conversation } from '../../../../shared/conversation.ts';
import { archiveConversation, deleteConversation } from '../../../state/chat/conversations-store.ts';

interface ChatActions {
  /** Deletes it with Undo. */
  readonly remove: (conversation: Conversation) => void;
  /** Puts it into the archive with Undo. */
  readonly archive: (conversation: Conversation) => void;
}

/** What takes a chat out of the list: the focus goes to the one after it, and the page leaves it. */
export function useChatActions(): ChatActions {
  const [location, navigate] = useLocation();
  const leave = useCallback(
    async (conversation: Conversation, act: () => Promise<boolean>): Promise<void> => {
      const next = adjacentLink(conversation);
      const shown = isAt(location, conversation);
      if (!(await act())) return;
      if (shown) navigate('/chat', { replace: true });
      focusSoon(next);
    },
    [location, navigate],
  );
  const remove = useCallback(
    (conversation: Conversation): void => {
      const shown = isAt(location, conversation);
      const back = (): void => {
        if (shown) navigate(`/chat/${conversation.id}`);
      };
      void leave(conversation, () => deleteConversation(conversation, back));
    },
    [leave, location, navigate],
  );
  const archive = useCallback(
    (conversation: Conversation): void =>
      void leave(conversation, () => archiveConversation(conversation, true)),
    [leave],
  );
  return { remove, archive };
}

function isAt(location: string, { id }: Conversation): boolean {
  return location === `/chat/${id}` || location.startsWith(`/chat/${id}/`);
}

/** The address of the chat after it in the list, or before it. */
function adjacentLink({ id }: Conversation): string | null {
  const links = [...document.querySelectorAll('.chat-link')].map((link) => link.getAttribute('href') ?? '');
  const at = links.findIndex((href) => href.endsWith(`/chat/${id}`));
  return at === -1 ? null : (links[at + 1] ?? links[at - 1] ?? null);
}

/** The row goes away with the event; the list has its new rows in the frame after it. */
function focusSoon(href: string | null): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const link = href === null ? null : document.querySelector<HTMLElement>(`.chat-link[href="${href}"]`);
      // Where the focus has gone elsewhere meanwhile it stays.
      if (document.activeElement === null || document.activeElement === document.body)
        (link ?? document.querySelector<HTMLElement>('.side-new'))?.focus({ preventScroll: true });
    }),
  );
}
