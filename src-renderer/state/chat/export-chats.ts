/** Exports and prints chats. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import { saveFile } from '../../client/save-file.ts';
import type { Conversation, MessageView } from '../../../shared/conversation.ts';
import { showFailure, showNotice } from '../page/toast-store.ts';

/** Messages per request. */
const PAGE = 200;

/** Saves a chat to a file; all chats if `conversationId` is null. */
export async function saveChat(conversationId: string | null, format: 'json' | 'markdown'): Promise<void> {
  const made = await client.call('exports.chats', { conversationId, format });
  const saved = made.ok ? await saveFile(made.value.fileId, made.value.name) : made;
  if (!saved.ok) showFailure(saved.error);
  else if (saved.value !== null) showNotice(saved.value);
}

interface PrintState {
  /** The chat being printed; null: none. */
  readonly chat: { readonly conversation: Conversation; readonly messages: readonly MessageView[] } | null;
}

export const usePrintStore = create<PrintState>(() => ({ chat: null }));

/** Loads the whole shown branch, of which the log has only a part, and prints it. */
export async function printChat(id: string): Promise<void> {
  const messages: MessageView[] = [];
  for (let before: string | undefined = undefined; ;) {
    const page: Awaited<ReturnType<typeof openPage>> = await openPage(id, before);
    if (!page.ok) {
      showFailure(page.error);
      return;
    }
    messages.unshift(...page.value.messages);
    before = page.value.messages[0]?.id;
    if (!page.value.hasEarlier || before === undefined) {
      usePrintStore.setState({ chat: { conversation: page.value.conversation, messages } });
      return;
    }
  }
}

function openPage(id: string, before: string | undefined) {
  return client.call('conversations.open', { id, limit: PAGE, ...(before !== undefined && { before }) });
}

export function endPrinting(): void {
  usePrintStore.setState({ chat: null });
}
