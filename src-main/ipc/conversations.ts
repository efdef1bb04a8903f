import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import { foundIn } from '#shared/text-search.ts';
import type { ChatService } from '../chat/chat-service.ts';
import type { Projects } from '../chat/projects.ts';
import type { ConversationStores } from '../chat/conversation-stores.ts';
import type { Runs } from '../studio/runs.ts';

/** A limit that no temporary chat reaches. */
const WHOLE_BRANCH = 100_000;

type ConversationHandlers = Pick<
  CommandHandlers,
  | 'conversations.list'
  | 'conversations.search'
  | 'conversations.find'
  | 'conversations.open'
  | 'conversations.rename'
  | 'conversations.move'
  | 'conversations.sendPrivate'
  | 'conversations.chooseModel'
  | 'conversations.chooseAnswerer'
  | 'conversations.pin'
  | 'conversations.archive'
  | 'conversations.delete'
  | 'conversations.restore'
  | 'conversations.remove'
>;

/** Searches saved chats. Takes seconds for very many: it must not block the event loop. */
export interface SearchChats {
  readonly all: (
    query: string,
    limit: number,
  ) => Promise<readonly { conversationId: string; messageId: string | null; excerpt: string }[]>;
  readonly one: (
    conversationId: string,
    query: string,
  ) => Promise<{ messageId: string; inText: number; inReasoning: number }[]>;
}

/** @param onRemoved called after a chat was deleted, for what lies outside the database. */
export function conversationHandlers(
  stores: ConversationStores,
  chat: ChatService,
  projects: Pick<Projects, 'need' | 'checkedAssistant'>,
  runs: Pick<Runs, 'leave' | 'saveRunning'>,
  publish: Publish,
  now: () => number,
  searchChats: SearchChats,
  onRemoved: () => void,
): ConversationHandlers {
  return {
    'conversations.list': ({ projectId, archived, limit, offset }) =>
      stores.saved.list(limit, offset, { projectId, archived }),

    'conversations.search': async ({ query, limit }) => {
      const found = await searchChats.all(query, limit);
      const items = found.flatMap(({ conversationId, messageId, excerpt }) => {
        const conversation = stores.saved.get(conversationId);
        return conversation === undefined ? [] : [{ conversation, messageId, excerpt }];
      });
      return { items };
    },

    'conversations.find': async ({ id, query }) => {
      const { store, conversation } = stores.conversation(id);
      chat.saveRunning(id);
      runs.saveRunning(id);
      if (!conversation.temporary) return { items: await searchChats.one(id, query) };
      // Temporary chats are in the memory of this process only.
      return { items: foundIn(store.branch(id, WHOLE_BRANCH).messages, query) };
    },

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

    'conversations.move': ({ id, projectId }) => {
      const { store, conversation: before } = stores.conversation(id);
      if (before.temporary)
        throw new TuteeError(
          'invalid_input',
          'A temporary chat belongs to no project: nothing of it is kept.',
        );
      if (projectId !== null) projects.need(projectId);
      const conversation = store.move(id, projectId);
      publish('conversation-changed', { conversation });
      return { conversation };
    },

    'conversations.sendPrivate': ({ id, allowed }) => {
      const { store } = stores.conversation(id);
      const conversation = store.sendPrivate(id, allowed);
      publish('conversation-changed', { conversation });
      return { conversation };
    },

    'conversations.chooseModel': ({ id, model }) => {
      const { store } = stores.conversation(id);
      const conversation = store.chooseModel(id, model);
      publish('conversation-changed', { conversation });
      return { conversation };
    },

    'conversations.chooseAnswerer': ({ id, answerer }) => {
      const { store } = stores.conversation(id);
      const conversation = store.chooseAssistant(id, projects.checkedAssistant(answerer));
      publish('conversation-changed', { conversation });
      return { conversation };
    },

    'conversations.pin': ({ id, pinned }) => {
      const { store } = stores.conversation(id);
      const conversation = store.pin(id, pinned ? now() : null);
      publish('conversation-changed', { conversation });
      return { conversation };
    },

    'conversations.archive': ({ id, archived }) => {
      const { store } = stores.conversation(id);
      const conversation = store.archive(id, archived ? now() : null);
      publish('conversation-changed', { conversation });
      return { conversation };
    },

    'conversations.delete': async ({ id }) => {
      const { store } = stores.conversation(id);
      await chat.stop(id);
      // Its runs end; what they said goes, or comes back, with the chat.
      await runs.leave(id);
      if (!store.bin.delete(id, now())) throw gone();
      publish('conversation-removed', { conversationId: id });
      return {};
    },

    'conversations.restore': ({ id }) => {
      if (!stores.saved.bin.restore(id) && !stores.temporary.bin.restore(id)) throw gone();
      const { conversation } = stores.conversation(id);
      publish('conversation-changed', { conversation });
      return { conversation };
    },

    'conversations.remove': async ({ id }) => {
      const { store } = stores.conversation(id);
      await chat.stop(id);
      const left = await runs.leave(id);
      store.remove(id);
      left();
      onRemoved();
      publish('conversation-removed', { conversationId: id });
      return {};
    },
  };
}

function gone(): TuteeError {
  return new TuteeError('not_found', 'That chat is not there any more.');
}
