/** Who answers in chats: a new chat keeps its choice here until its first message is sent. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { AnswererId } from '../../../shared/agents/introduction.ts';
import { showFailure } from '../page/toast-store.ts';
import { receiveConversation } from './chat-store.ts';

interface AnswerersState {
  /** By draft key; see draftKeyOf. */
  readonly newChats: ReadonlyMap<string, AnswererId>;
}

export const useAnswerersStore = create<AnswerersState>(() => ({ newChats: new Map() }));

/** @param answerer null: whoever the project says. */
export function chooseAnswererForNewChat(draftKey: string, answerer: AnswererId | null): void {
  const newChats = new Map(useAnswerersStore.getState().newChats);
  if (answerer === null) newChats.delete(draftKey);
  else newChats.set(draftKey, answerer);
  useAnswerersStore.setState({ newChats });
}

export async function chooseAnswererForChat(id: string, answerer: AnswererId): Promise<void> {
  const result = await client.call('conversations.chooseAnswerer', { id, answerer });
  if (result.ok) receiveConversation(result.value.conversation);
  else showFailure(result.error);
}
