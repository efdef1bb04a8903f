/** The user's decisions about calls of tools that wait. Events report what becomes of the answers. */
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { MessageView } from '../../../shared/conversation.ts';
import type { Result } from '../../../shared/result.ts';
import type { FileChangeView } from '../../../shared/tools/file-change.ts';
import { showFailure, showNotice } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

export function decideCall(
  callId: string,
  decision: CommandInput<'chat.decideCall'>['decision'],
): Promise<Result<{ message: MessageView }>> {
  return client.call('chat.decideCall', { callId, decision });
}

/** What a call changes in a file, or would. @param edited other arguments than the model's; null: those */
export function changeOfCall(
  callId: string,
  edited: string | null,
): Promise<Result<{ change: FileChangeView }>> {
  return client.call('folders.change', { callId, ...(edited !== null && { arguments: edited }) });
}

export async function undoChange(callId: string): Promise<void> {
  const result = await client.call('folders.undo', { callId });
  if (result.ok) showNotice(t('The file is as it was before.'));
  else showFailure(result.error);
}

/** The whole result of a call; null when it cannot be read. */
export async function wholeResult(callId: string): Promise<string | null> {
  const result = await client.call('tools.result', { id: callId });
  if (result.ok) return result.value.result;
  showFailure(result.error);
  return null;
}
