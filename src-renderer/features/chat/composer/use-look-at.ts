import { useEffect, useRef } from 'react';
import { loadEarlier, showBranchOf } from '../../../state/chat/chat-store.ts';
import type { Thread } from '../../../state/chat/thread.ts';

/**
 * Shows one message as soon as it is here; earlier ones are fetched until it is, and then the version of the chat that it
 * is in. `show` takes its place in the log.
 */
export function useLookAt(thread: Thread, messageId: string | null, show: (index: number) => void): void {
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
