/** Wires the chat; called by compose.ts only. No behaviour of its own. */
import type { Publish } from '#shared/contract/events.ts';
import type { Settings } from '#shared/settings.ts';
import { ChatSummaries } from '../chat/chat-summaries.ts';
import { ChatTitles } from '../chat/titles/chat-titles.ts';
import type { FindAssistant } from '../chat/assistant.ts';
import { ChatService } from '../chat/chat-service.ts';
import { ConversationLocks } from '../chat/conversation-locks.ts';
import { ConversationStores } from '../chat/conversation-stores.ts';
import { UnfinishedCaptures, LEARNS_WITHIN } from '../chat/capture/unfinished-captures.ts';
import { LearnerChecks } from '../chat/capture/learner-checks.ts';
import { metered, meteredCapture } from '../chat/capture/metered-capture.ts';
import { Drafts } from '../chat/drafts.ts';
import { CallChanges } from '../chat/call-changes.ts';
import type { CallChangesPorts } from '../chat/call-changes.ts';
import { CallDecisions } from '../chat/call-decisions.ts';
import type { FindPassages } from '../chat/ports/passages.ts';
import type { AttachedContent } from '../chat/attached-material.ts';
import type { Models, UsageSums } from '../chat/ports/answering.ts';
import type { EditedMessages } from '../chat/ports/capture.ts';
import type { Recalling } from '../chat/ports/recall.ts';
import { Prompts } from '../chat/prompts.ts';
import { Projects } from '../chat/projects.ts';
import type { AvailableTools } from '../chat/ports/tools.ts';
import { TurnCapture } from '../chat/capture/turn-capture.ts';
import type { ModelDirectory } from '../models/directory/model-directory.ts';
import type { Store } from '../store/store.ts';
import { answerByRun } from '../studio/chat-answer.ts';
import { summariseByModel } from '../studio/chat-summary.ts';
import { titleByModel } from '../studio/chat-title.ts';
import type { Capture } from '../teachability/capture/capture.ts';
import { CHECK_VERSION, checkModel } from '../teachability/capture/extract/model/model-check.ts';
import { memoryBlock } from '../teachability/memory-block.ts';
import { memoryAnswer } from '../teachability/memory-mode.ts';
import type { Recall } from '../teachability/recall/recall.ts';

export interface ChatDependencies {
  readonly store: Store;
  readonly capture: Capture;
  readonly editedMessages: EditedMessages;
  readonly recall: Recall;
  readonly markUsed: Recalling['markUsed'];
  readonly directory: Models & Pick<ModelDirectory, 'identity'>;
  readonly attached: AttachedContent;
  readonly findPassages: FindPassages;
  readonly tools: AvailableTools;
  readonly fileChanges: CallChangesPorts['files'];
  readonly assistant: FindAssistant;
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
    findPassages,
    tools,
    fileChanges,
    assistant,
    settings,
    publish,
    newId,
    pause,
  } = dependencies;
  const now = Date.now;
  const stores = new ConversationStores(store.conversations, store.temporaryConversations);
  for (const kept of [stores.saved, stores.temporary]) kept.settleInterrupted(now() - LEARNS_WITHIN);
  const recalling: Recalling = {
    prefetch: (query, scopes) => recall.prefetch(query, scopes),
    recall: (request) => recall.recall(request),
    markUsed,
  };
  const projects = new Projects({ store: store.projects, assistant, publish, newId, now });
  const prompts = new Prompts({ store: store.prompts, publish, newId, now });
  const isKept = (id: string) => stores.saved.get(id) !== undefined;
  const drafts = new Drafts({ store: store.drafts, isKept, projects, now });
  const usage: UsageSums = { add: (agent, used, at) => store.runs.addUsage(agent, used, at) };
  const memoryCapture = meteredCapture(
    {
      isOffRecord: (earlier) => teaching.isOffRecord(earlier),
      captureExplicit: (words) => teaching.captureExplicit(words),
      mayTeach: (words) => teaching.mayTeach(words),
      captureImplicit: (...parameters) => teaching.captureImplicit(...parameters),
      captureEdit: (...parameters) => teaching.captureEdit(...parameters),
    },
    usage,
    now,
  );
  const checkKey = (model: string) => `check ${CHECK_VERSION} before learning: ${model}`;
  const learners = new LearnerChecks({
    check: (model, signal) => checkModel(metered(model, usage, now), signal),
    // A scripted model belongs to no provider, and says what it is told to.
    serverOf: (model) => (model.provider === undefined ? null : directory.identity(model)),
    load: (server, model) => store.serverNotes.load(server, checkKey(model)),
    save: (server, model, result) => store.serverNotes.save(server, checkKey(model), result),
    now,
  });
  const capture = new TurnCapture({
    capture: memoryCapture,
    editedMessages,
    settings,
    publish,
    projects,
    learners,
  });
  const late = new UnfinishedCaptures({ stores, capture, models: directory, projects });
  const summaries = new ChatSummaries({ summarise: summariseByModel, queue: capture, usage, pause, now });
  const titles = new ChatTitles({ askTitle: titleByModel, queue: capture, usage, publish, now });
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
      findPassages,
      tools,
      newId,
      answering: answerByRun,
      usage,
      summaries,
      titles,
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
  const decisions = new CallDecisions({ stores, tools, chat, publish, now });
  const changes = new CallChanges({ stores, files: fileChanges, publish, now });
  return {
    stores,
    recalling,
    projects,
    prompts,
    capture,
    late,
    learners,
    locks,
    chat,
    decisions,
    changes,
    drafts,
  };
}
