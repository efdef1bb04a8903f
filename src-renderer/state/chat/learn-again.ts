import { client } from '../../client/client.ts';
import { showFailure } from '../page/toast-store.ts';

/** Captures a message again; `capture-changed` events report the result. */
export async function learnAgain(messageId: string): Promise<void> {
  const result = await client.call('chat.learnAgain', { messageId });
  if (!result.ok) showFailure(result.error);
}
