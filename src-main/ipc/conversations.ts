import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatService } from '../chat/chat-service.ts';
import type { ConversationStores } from '../chat/conversation-stores.ts';
import type { Runs } from '../studio/runs.ts';

type ConversationHandlers = Pick<
  CommandHandlers,
  'conversations.list' | 'conversations.open' | 'conversations.rename' | 'conversations.remove'
>;

export function conversationHandlers(
  stores: ConversationStores,
  chat: ChatService,
  runs: Pick<Runs, 'leave' | 'saveRunning'>,
  publish: Publish,
  now: () => number,
): ConversationHandlers {
  return {
    'conversations.list': ({ limit, offset }) => stores.saved.list(limit, offset),

    'conversations.open': ({ id, limit, before }) => {
      const { store, conversation } = stores.conversation(id);
      const known = before === undefined || store.message(before)?.conversationId === id;
      if (!known) throw new TuteeError('not_found', 'That message is not in this chat.', { field: 'before' });
      chat.saveRunning(id);
      runs.saveRunning(id);
      return { conversation, ...store.branch(id, limit, before) };
    },

    'conversations.rename': ({ id, title }) => {
      const { store } = stores.conversation(id);
      const conversation = store.rename(id, title, now());
      publish('conversation-changed', { conversation });
      return { conversation };
    },

    'conversations.remove': async ({ id }) => {
      const { store } = stores.conversation(id);
      await chat.stop(id);
      const left = await runs.leave(id);
      store.remove(id);
      left();
      publish('conversation-removed', { conversationId: id });
      return {};
    },
  };
}
