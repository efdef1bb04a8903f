import { useEffect, useRef } from 'react';
import { loadEarlier, showBranchOf } from '../../../state/chat/chat-store.ts';
import type { Thread } from '../../../state/chat/thread.ts';

/**
 * Scrolls to a message once it is loaded: loads earlier messages until it is found, then the branch that contains it.
 * `show` receives its index in the log.
 */
export function useScrollToMessage(
  thread: Thread,
  messageId: string | null,
  show: (index: number) => void,
): void {
  const shown = useRef(messageId === null);
  const branchAsked = useRef(false);
  const { messages, hasEarlier, conversation } = thread;
  useEffect(() => {
    if (shown.current) return;
    const index = messages.findIndex(({ id }) => id === messageId);
    if (index >= 0) {
      shown.current = true;
      show(index);
    } else if (hasEarlier) void loadEarlier(conversation.id);
    else if (branchAsked.current || messageId === null) shown.current = true;
    else {
      branchAsked.current = true;
      void showBranchOf(messageId);
    }
  }, [messages, hasEarlier, conversation.id, messageId, show]);
}
