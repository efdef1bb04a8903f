import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { keepAgainTexts } from '../../../../shared/keep-again.ts';
import { language } from '../../../language/language.ts';

/** What is said for the user to end a time off the record. */
export const keepAgain = keepAgainTexts[language];

/** Whether the user asked in this chat that nothing is kept for the time being. Asked again with every message of theirs. */
export function useOffRecord(thread: Thread | undefined): boolean {
  const conversationId = thread?.conversation.temporary === false ? thread.conversation.id : null;
  const last = thread?.messages.findLast(({ role }) => role === 'user')?.id ?? null;
  const [found, setFound] = useState<{ readonly id: string; readonly offRecord: boolean } | null>(null);
  useEffect(() => {
    if (conversationId === null || last === null) return;
    let current = true;
    void client.call('chat.offRecord', { conversationId }).then((result) => {
      if (current && result.ok) setFound({ id: conversationId, offRecord: result.value.offRecord });
    });
    return () => {
      current = false;
    };
  }, [conversationId, last]);
  return found !== null && found.id === conversationId && found.offRecord;
}
