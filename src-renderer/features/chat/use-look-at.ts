import { useEffect, useRef } from 'react';
import { loadEarlier } from '../../state/chat-store.ts';
import type { Thread } from '../../state/thread.ts';

/** Shows one message as soon as it is here; earlier ones are fetched until it is. `show` takes its place in the log. */
export function useLookAt(thread: Thread, messageId: string | null, show: (index: number) => void): void {
  const shown = useRef(messageId === null);
  const { messages, hasEarlier, conversation } = thread;
  useEffect(() => {
    if (shown.current) return;
    const index = messages.findIndex(({ id }) => id === messageId);
    if (index >= 0) {
      shown.current = true;
      show(index);
    } else if (hasEarlier) void loadEarlier(conversation.id);
    else shown.current = true;
  }, [messages, hasEarlier, conversation.id, messageId, show]);
}
