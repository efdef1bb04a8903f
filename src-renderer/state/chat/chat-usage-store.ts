/** Token usage and cost of the open chat's answers, as computed by the main process. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandOutput } from '../../../shared/contract/commands.ts';

type ChatUsage = CommandOutput<'chat.usage'>;

interface ChatUsageState {
  readonly conversationId: string | null;
  readonly usage: ChatUsage | null;
  /** By message; null: the price is not known. */
  readonly costs: ReadonlyMap<string, number | null>;
}

const nothing = { usage: null, costs: new Map() };

export const useChatUsageStore = create<ChatUsageState>(() => ({ conversationId: null, ...nothing }));

export async function loadChatUsage(conversationId: string): Promise<void> {
  if (useChatUsageStore.getState().conversationId !== conversationId)
    useChatUsageStore.setState({ conversationId, ...nothing });
  const result = await client.call('chat.usage', { conversationId });
  // Another chat may have been opened in the meantime.
  if (!result.ok || useChatUsageStore.getState().conversationId !== conversationId) return;
  const costs = new Map(result.value.answers.map(({ messageId, cost }) => [messageId, cost]));
  useChatUsageStore.setState({ usage: result.value, costs });
}
