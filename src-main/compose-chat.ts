/** Wires the chat; called by compose.ts only. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { Settings } from '#shared/settings.ts';
import { ChatService } from './chat/chat-service.ts';
import { ConversationLocks } from './chat/conversation-locks.ts';
import { ConversationStores } from './chat/conversation-stores.ts';
import { meteredCapture } from './chat/metered-capture.ts';
import { Drafts } from './chat/drafts.ts';
import type { AttachedContent, Models, Recalling, EditedMessages, UsageSums } from './chat/ports.ts';
import { Projects } from './chat/projects.ts';
import { TurnCapture } from './chat/turn-capture.ts';
import type { Store } from './store/store.ts';
import { answerByRun } from './studio/chat-answer.ts';
import type { Capture } from './teachability/capture/capture.ts';
import { memoryBlock } from './teachability/memory-block.ts';
import { memoryAnswer } from './teachability/memory-mode.ts';
import type { Recall } from './teachability/recall/recall.ts';

export interface ChatDependencies {
  readonly store: Store;
  readonly capture: Capture;
  readonly editedMessages: EditedMessages;
  readonly recall: Recall;
  readonly markUsed: Recalling['markUsed'];
  readonly directory: Models;
  readonly attached: AttachedContent;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly newId: () => string;
  /** Awaited between two attempts to write to a locked database. */
  readonly pause: () => Promise<void>;
}

export function composeChat(dependencies: ChatDependencies) {
  const {
    store,
    capture: teaching,
    editedMessages,
    recall,
    markUsed,
    directory,
    attached,
    settings,
    publish,
    newId,
    pause,
  } = dependencies;
  const now = Date.now;
  const stores = new ConversationStores(store.conversations, store.temporaryConversations);
  for (const kept of [stores.saved, stores.temporary]) kept.settleInterrupted();
  const recalling: Recalling = {
    prefetch: (query) => recall.prefetch(query),
    recall: (request) => recall.recall(request),
    markUsed,
  };
  const projects = new Projects({ store: store.projects, publish, newId, now });
  const isKept = (id: string) => stores.saved.get(id) !== undefined;
  const drafts = new Drafts({ store: store.drafts, isKept, projects, now });
  const usage: UsageSums = { add: (agent, used, at) => store.runs.addUsage(agent, used, at) };
  const memoryCapture = meteredCapture(
    {
      isOffRecord: (earlier) => teaching.isOffRecord(earlier),
      captureExplicit: (words) => teaching.captureExplicit(words),
      captureImplicit: (...parameters) => teaching.captureImplicit(...parameters),
      captureEdit: (...parameters) => teaching.captureEdit(...parameters),
    },
    usage,
    now,
  );
  const capture = new TurnCapture({ capture: memoryCapture, editedMessages, settings, publish, projects });
  const locks = new ConversationLocks();
  const chat = new ChatService(
    stores,
    {
      capture: memoryCapture,
      editedMessages,
      projects,
      recalling,
      models: directory,
      attached,
      answering: answerByRun,
      usage,
      memoryAnswer,
      memoryBlock,
      settings,
      publish,
      now,
      pause,
    },
    capture,
    locks,
    newId,
  );
  return { stores, recalling, projects, capture, locks, chat, drafts };
}
