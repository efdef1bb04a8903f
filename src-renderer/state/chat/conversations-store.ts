/** The list of conversations in the sidebar. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { Conversation } from '../../../shared/conversation.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { showFailure, showUndo } from '../page/toast-store.ts';
import { upsertChat, removeChat } from './chat-list.ts';
import type { ChatList } from './chat-list.ts';
import { t } from '../../language/translate.ts';

const PAGE = 200;

interface ConversationsState {
  /** Pinned ones first, then newest first; without temporary ones and the archive. */
  readonly items: readonly Conversation[];
  readonly total: number;
  readonly loaded: boolean;
  readonly error: ErrorData | null;
}

export const useConversationsStore = create<ConversationsState>(() => ({
  items: [],
  total: 0,
  loaded: false,
  error: null,
}));

/** Counts changes by events; a list that was requested before a change and arrives after it is stale. */
let changes = 0;
/** The number of pending list requests; each checks `changes` and is repeated when stale. */
let loading = 0;

/** Reloads the list, as far as it was loaded. */
export async function loadConversations(): Promise<void> {
  const before = changes;
  const limit = Math.min(500, Math.max(PAGE, useConversationsStore.getState().items.length));
  loading += 1;
  const result = await client.call('conversations.list', { limit });
  loading -= 1;
  if (result.ok && changes !== before) await loadConversations();
  else if (result.ok) useConversationsStore.setState({ ...result.value, loaded: true, error: null });
  else useConversationsStore.setState({ error: result.error, loaded: true });
}

let loadingMore = false;

export async function loadMoreConversations(): Promise<void> {
  const { items, total } = useConversationsStore.getState();
  if (loadingMore || items.length >= total) return;
  loadingMore = true;
  const result = await client.call('conversations.list', { limit: PAGE, offset: items.length });
  loadingMore = false;
  if (!result.ok) return;
  useConversationsStore.setState((state) => {
    const known = new Set(state.items.map(({ id }) => id));
    const added = result.value.items.filter(({ id }) => !known.has(id));
    return { items: [...state.items, ...added], total: result.value.total };
  });
}

/** The chat as last received, when it is loaded. */
export function listedConversation(id: string): Conversation | undefined {
  return useConversationsStore.getState().items.find((item) => item.id === id);
}

export function receiveListedConversation(conversation: Conversation): void {
  changes += 1;
  if (conversation.temporary) return;
  if (conversation.archived) applyList(removeChat(useConversationsStore.getState(), conversation.id, null));
  else applyList(upsertChat(useConversationsStore.getState(), conversation, null));
}

export function removeListedConversation(conversationId: string): void {
  changes += 1;
  applyList(removeChat(useConversationsStore.getState(), conversationId, null));
}

function applyList(list: ChatList | null): void {
  if (list === null) {
    if (loading === 0) void loadConversations();
  } else useConversationsStore.setState({ items: list.items, total: list.total });
}

export function renameConversation(
  id: string,
  title: string,
): Promise<Result<{ conversation: Conversation }>> {
  return client.call('conversations.rename', { id, title });
}

export async function pinConversation({ id }: Conversation, pinned: boolean): Promise<void> {
  const result = await client.call('conversations.pin', { id, pinned });
  if (!result.ok) showFailure(result.error);
}

/** Puts a chat into the archive with Undo, or takes it out. */
export async function archiveConversation(conversation: Conversation, archived: boolean): Promise<boolean> {
  const { id, title } = conversation;
  const result = await client.call('conversations.archive', { id, archived });
  if (!result.ok) showFailure(result.error);
  else if (archived) {
    const undo = (): void => void archiveConversation(conversation, false);
    showUndo(t('“{{title}}” is in the archive. Search still finds it.', { title }), undo, {
      type: 'archived-chat',
      id,
    });
  }
  return result.ok;
}

/** Deletes without asking: it can be undone. @param onRestored called when the chat is back. */
export async function deleteConversation(
  { id, title }: Conversation,
  onRestored: () => void,
): Promise<boolean> {
  const result = await client.call('conversations.delete', { id });
  if (!result.ok) showFailure(result.error);
  else {
    const undo = async (): Promise<void> => {
      const restored = await client.call('conversations.restore', { id });
      if (restored.ok) onRestored();
      else showFailure(restored.error);
    };
    showUndo(t('“{{title}}” deleted. What you taught in it stays.', { title }), () => void undo(), {
      type: 'deleted-chat',
      id,
    });
  }
  return result.ok;
}
