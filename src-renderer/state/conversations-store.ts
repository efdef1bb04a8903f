/** The list of conversations beside the page. */
import { create } from 'zustand';
import { client } from '../client/client.ts';
import type { Conversation } from '../../shared/conversation.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';

const PAGE = 200;

interface ConversationsState {
  /** Newest first, without temporary ones. */
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

/** Counts what events changed: a list that was asked for before one and comes after it is old. */
let changes = 0;

/** Loads the list anew, as far as it was loaded. */
export async function loadConversations(): Promise<void> {
  const before = changes;
  const limit = Math.min(500, Math.max(PAGE, useConversationsStore.getState().items.length));
  const result = await client.call('conversations.list', { limit });
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

/** A new or changed conversation put where its time says. */
export function placeConversation(
  items: readonly Conversation[],
  changed: Conversation,
): readonly Conversation[] {
  const others = items.filter(({ id }) => id !== changed.id);
  if (changed.temporary) return others;
  const before = others.findIndex(({ updatedAt }) => updatedAt <= changed.updatedAt);
  return before === -1 ? [...others, changed] : others.toSpliced(before, 0, changed);
}

export function receiveListedConversation(conversation: Conversation): void {
  changes += 1;
  useConversationsStore.setState(({ items, total }) => {
    const known = items.some(({ id }) => id === conversation.id);
    const added = known || conversation.temporary ? 0 : 1;
    return { items: placeConversation(items, conversation), total: total + added };
  });
}

export function removeListedConversation(conversationId: string): void {
  changes += 1;
  useConversationsStore.setState(({ items, total }) => {
    const others = items.filter(({ id }) => id !== conversationId);
    return { items: others, total: total - (items.length - others.length) };
  });
}

export function renameConversation(
  id: string,
  title: string,
): Promise<Result<{ conversation: Conversation }>> {
  return client.call('conversations.rename', { id, title });
}

export function removeConversation(id: string): Promise<Result<Record<string, never>>> {
  return client.call('conversations.remove', { id });
}
