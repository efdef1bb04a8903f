/** Joins the chat to the rest of the app; called by compose.ts alone. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { Settings } from '#shared/settings.ts';
import { ChatService } from './chat/chat-service.ts';
import { ChatsAtWork } from './chat/chats-at-work.ts';
import { ConversationStores } from './chat/conversation-stores.ts';
import { countedLearning } from './chat/counted-learning.ts';
import { Drafts } from './chat/drafts.ts';
import type { Learning, Models, Recalling, Rewording, UsageSums } from './chat/ports.ts';
import { Projects } from './chat/projects.ts';
import { TurnLearning } from './chat/turn-learning.ts';
import type { Store } from './store/store.ts';
import { answerByRun } from './studio/chat-answer.ts';
import { memoryBlock } from './teachability/memory-block.ts';
import { memoryAnswer } from './teachability/memory-mode.ts';

export interface ChatJoins {
  readonly store: Store;
  readonly capture: Learning;
  readonly rewording: Rewording;
  readonly recall: Pick<Recalling, 'expect' | 'recall'>;
  readonly markUsed: Recalling['markUsed'];
  readonly directory: Models;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly newId: () => string;
  /** Between two tries to write while another program holds the database. */
  readonly pause: () => Promise<void>;
}

export function composeChat(joins: ChatJoins) {
  const { store, capture, rewording, recall, markUsed, directory, settings, publish, newId, pause } = joins;
  const now = Date.now;
  const stores = new ConversationStores(store.conversations, store.temporaryConversations);
  for (const kept of [stores.saved, stores.temporary]) kept.settleInterrupted();
  const recalling: Recalling = {
    expect: (query) => recall.expect(query),
    recall: (request) => recall.recall(request),
    markUsed,
  };
  const projects = new Projects({ store: store.projects, publish, newId, now });
  const isKept = (id: string) => stores.saved.get(id) !== undefined;
  const drafts = new Drafts({ store: store.drafts, isKept, projects, now });
  const usage: UsageSums = { add: (agent, used, at) => store.runs.addUsage(agent, used, at) };
  const learner = countedLearning(capture, usage, now);
  const learning = new TurnLearning({ learning: learner, rewording, settings, publish, projects });
  const atWork = new ChatsAtWork();
  const chat = new ChatService(
    stores,
    {
      learning: learner,
      rewording,
      projects,
      recalling,
      models: directory,
      answering: answerByRun,
      usage,
      memoryAnswer,
      memoryBlock,
      settings,
      publish,
      now,
      pause,
    },
    learning,
    atWork,
    newId,
  );
  return { stores, recalling, projects, learning, atWork, chat, drafts };
}
