import { client } from '../../client/client.ts';
import { showFailure } from '../page/toast-store.ts';

/** Learns again from a message; `capture-changed` shows how it goes. */
export async function learnAgain(messageId: string): Promise<void> {
  const result = await client.call('chat.learnAgain', { messageId });
  if (!result.ok) showFailure(result.error);
}
