/** The chats in the archive, while its dialog is open. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { Conversation } from '../../../shared/conversation.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import { removeChat, upsertChat } from './chat-list.ts';
import type { ChatList } from './chat-list.ts';

const PAGE = 200;

interface ArchiveState {
  readonly opened: boolean;
  /** Null: not loaded. */
  readonly list: ChatList | null;
  readonly error: ErrorData | null;
}

export const useArchiveStore = create<ArchiveState>(() => ({ opened: false, list: null, error: null }));

export function openArchive(): void {
  useArchiveStore.setState({ opened: true, list: null, error: null });
  void loadArchive();
}

export function closeArchive(): void {
  useArchiveStore.setState({ opened: false });
}

export async function loadArchive(): Promise<void> {
  const shown = useArchiveStore.getState().list?.items.length ?? 0;
  const result = await client.call('conversations.list', {
    archived: true,
    limit: Math.min(500, shown + PAGE),
  });
  useArchiveStore.setState(result.ok ? { list: result.value, error: null } : { error: result.error });
}

export function receiveArchived(conversation: Conversation): void {
  const { opened, list } = useArchiveStore.getState();
  if (!opened || list === null) return;
  apply(
    conversation.archived ? upsertChat(list, conversation, null) : removeChat(list, conversation.id, null),
  );
}

export function removeArchived(conversationId: string): void {
  const { opened, list } = useArchiveStore.getState();
  if (opened && list !== null) apply(removeChat(list, conversationId, null));
}

function apply(list: ChatList | null): void {
  if (list === null) void loadArchive();
  else useArchiveStore.setState({ list });
}
