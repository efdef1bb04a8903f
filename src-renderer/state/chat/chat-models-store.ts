/** Which model chats have chosen: a new chat keeps its choice here until its first message is sent. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { ModelChoice } from '../../../shared/models/provider.ts';
import { showFailure } from '../page/toast-store.ts';
import { receiveConversation } from './chat-store.ts';

interface ChatModelsState {
  /** By draft key; see draftKeyOf. */
  readonly newChats: ReadonlyMap<string, ModelChoice>;
}

export const useChatModelsStore = create<ChatModelsState>(() => ({ newChats: new Map() }));

/** @param choice null: the model of the project or of the settings. */
export function chooseForNewChat(draftKey: string, choice: ModelChoice | null): void {
  const newChats = new Map(useChatModelsStore.getState().newChats);
  if (choice === null) newChats.delete(draftKey);
  else newChats.set(draftKey, choice);
  useChatModelsStore.setState({ newChats });
}

export async function chooseForChat(id: string, choice: ModelChoice | null): Promise<void> {
  const result = await client.call('conversations.chooseModel', { id, model: choice });
  if (result.ok) receiveConversation(result.value.conversation);
  else showFailure(result.error);
}
