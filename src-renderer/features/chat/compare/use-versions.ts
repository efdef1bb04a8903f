import { useEffect, useState } from 'react';
import type { MessageView } from '../../../../shared/conversation.ts';
import { client } from '../../../client/client.ts';
import { useChatStore } from '../../../state/chat/chat-store.ts';

/** A message's versions, oldest first; those of the shown branch update while they stream. Null: not loaded. */
export function useVersions(messageId: string): readonly MessageView[] | null {
  const [loaded, setLoaded] = useState<readonly MessageView[] | null>(null);
  const live = useChatStore(({ threads }) =>
    [...threads.values()].flatMap(({ messages }) => messages).find(({ id }) => id === messageId),
  );
  useEffect(() => {
    let current = true;
    void client.call('chat.versions', { messageId }).then((result) => {
      if (current) setLoaded(result.ok ? result.value.messages : []);
    });
    return () => {
      current = false;
    };
  }, [messageId]);
  return loaded?.map((version) => (version.id === live?.id ? live : version)) ?? null;
}
