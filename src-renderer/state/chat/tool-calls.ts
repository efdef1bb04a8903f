/** The user's decisions about calls of tools that wait. Events report what becomes of the answers. */
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { MessageView } from '../../../shared/conversation.ts';
import type { Result } from '../../../shared/result.ts';
import { showFailure } from '../page/toast-store.ts';

export function decideCall(
  callId: string,
  decision: CommandInput<'chat.decideCall'>['decision'],
): Promise<Result<{ message: MessageView }>> {
  return client.call('chat.decideCall', { callId, decision });
}

/** The whole result of a call; null when it cannot be read. */
export async function wholeResult(callId: string): Promise<string | null> {
  const result = await client.call('tools.result', { id: callId });
  if (result.ok) return result.value.result;
  showFailure(result.error);
  return null;
}
