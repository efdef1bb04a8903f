/**
 * Connects the event stream to the stores. The only place that knows which event changes which store; it may not know
 * features.
 */
import { client } from '../client/client.ts';
import { reloadAgents } from './runs/agents-store.ts';
import { refreshDrafts } from './runs/team-drafts-store.ts';
import { receiveArchived, removeArchived } from './chat/archive-store.ts';
import {
  clearActivity,
  openChat,
  readShown,
  receiveActivity,
  receiveEnd,
  receiveWaiting,
  useActivityStore,
} from './chat/activity-store.ts';
import { onLookedAt } from './page/notifications.ts';
import type { ChatActivity } from './chat/activity-store.ts';
import { loadAppInfo, loadStartQuestion, receiveConnection, receiveModel } from './page/app-store.ts';
import { receiveBackups } from './settings/backups-store.ts';
import { openChatRuns, receiveChatRun, removeChatRun } from './runs/chat-runs-store.ts';
import {
  dropThread,
  receiveBranch,
  receiveConversation,
  receiveMemories,
  receiveThreadEvent,
  reloadThreads,
  useChatStore,
} from './chat/chat-store.ts';
import { flushDraftsOnPageHide, loadDrafts } from './chat/message-drafts-store.ts';
import { clearBulkProgress, receiveBulkProgress } from './memory/bulk-progress-store.ts';
import { loadEmbedding, receiveEmbedding } from './settings/embedding-store.ts';
import { receiveInside } from './settings/inside-store.ts';
import {
  listedConversation,
  loadConversations,
  receiveListedConversation,
  removeListedConversation,
} from './chat/conversations-store.ts';
import { receiveClientCall, receiveClients, reloadClients } from './memory/clients-store.ts';
import { loadMemories, receiveListedMemories, useMemoriesStore } from './memory/memories-store.ts';
import { receiveDetailedMemories, reloadMemoryDetail } from './memory/memory-detail-store.ts';
import { receiveGroups } from './memory/groups-store.ts';
import { receiveHealth } from './memory/health-store.ts';
import { receiveMap, receiveSurveyProgress } from './memory/map-store.ts';
import {
  loadProjects,
  receiveListedInProject,
  receiveProjects,
  removeListedInProject,
} from './chat/projects-store.ts';
import { receiveKnowledge, reloadKnowledge } from './chat/knowledge-store.ts';
import { receivePrompts, reloadPrompts } from './chat/prompts-store.ts';
import { loadScopes, receiveScopesOf } from './memory/scopes-store.ts';
import { receiveTimeline } from './memory/timeline-store.ts';
import { receiveRunMessage, reloadRuns } from './runs/run-details-store.ts';
import { messageEdits } from './chat/message-edits-store.ts';
import { withdrawEmptyUndo } from './memory/memory-actions.ts';
import { receiveListedRun, reloadRunsList, removeListedRun } from './runs/runs-store.ts';
import { receiveReviewed } from './memory/review-store.ts';
import { loadToolQuestions, receiveToolQuestions } from './chat/tool-questions-store.ts';
import { receiveFolders, reloadFolders } from './settings/folders-store.ts';
import { loadSettings, receiveSettings, savedSettings } from './settings/settings-store.ts';
import { receiveSkills, reloadSkills } from './settings/skills-store.ts';
import { receiveToolServers, reloadToolServers } from './settings/tool-servers-store.ts';
import { receiveImport, receiveReading } from './memory/transfer-store.ts';
import { withdrawUndo } from './page/toast-store.ts';
import { commitFieldsOnPageHide } from './settings/autosave.ts';
import { useViewStore } from './page/view-store.ts';

/** What a run is in the list of chats. */
const runActivity: Partial<Readonly<Record<string, ChatActivity>>> = {
  running: 'answering',
  waiting: 'waiting',
};

export function wireEvents(): void {
  client.on('conversation-changed', ({ conversation }) => {
    // It is back already, from another window or by a message.
    withdrawUndo(
      ({ type, id }) =>
        id === conversation.id &&
        (type === 'deleted-chat' || (type === 'archived-chat' && !conversation.archived)),
    );
    receiveArchived(conversation);
    receiveListedInProject(conversation, listedConversation(conversation.id));
    receiveListedConversation(conversation);
    receiveConversation(conversation);
  });
  client.on('conversation-removed', ({ conversationId }) => {
    removeListedInProject(conversationId, listedConversation(conversationId));
    removeListedConversation(conversationId);
    removeArchived(conversationId);
    receiveActivity(conversationId, null);
    dropThread(conversationId);
    withdrawUndo(
      (about) =>
        ((about.type === 'move' || about.type === 'archived-chat') && about.id === conversationId) ||
        (about.type === 'deleted-run' && about.conversationId === conversationId),
    );
    if (useViewStore.getState().lastConversation === conversationId) {
      useViewStore.setState({ lastConversation: null });
    }
  });
  client.on('branch-changed', ({ conversationId }) => receiveBranch(conversationId));
  client.on('message-start', (payload) => {
    const { conversationId, status } = payload.message;
    if (status === 'streaming') receiveActivity(conversationId, 'answering');
    receiveThreadEvent({ name: 'message-start', payload });
  });
  client.on('message-delta', (payload) => {
    receiveActivity(payload.conversationId, 'answering');
    receiveThreadEvent({ name: 'message-delta', payload });
  });
  client.on('message-wait', (payload) => receiveThreadEvent({ name: 'message-wait', payload }));
  client.on('message-calls', (payload) => {
    const { conversationId, status } = payload.message;
    if (status === 'streaming') receiveActivity(conversationId, 'answering');
    receiveThreadEvent({ name: 'message-calls', payload });
  });
  client.on('tool-servers-changed', receiveToolServers);
  client.on('tool-questions-changed', receiveToolQuestions);
  client.on('folders-changed', receiveFolders);
  client.on('skills-changed', receiveSkills);
  client.on('message-end', (payload) => {
    receiveEnd(payload.message, notifies());
    receiveThreadEvent({ name: 'message-end', payload });
  });
  client.on('capture-changed', (payload) => receiveThreadEvent({ name: 'capture-changed', payload }));
  client.on('memory-changed', ({ memories }) => {
    receiveScopesOf(memories);
    receiveMemories(memories);
    receiveListedMemories(memories);
    receiveDetailedMemories(memories);
    receiveOverviews();
  });
  client.on('memory-counts-changed', ({ counts }) => useMemoriesStore.setState({ counts }));
  client.on('memories-reload', reloadMemories);
  client.on('memories-changing', receiveBulkProgress);
  client.on('memories-purged', ({ conversationIds }) => {
    closeEdits(conversationIds);
    reloadMemories();
    reloadClients();
    if (conversationIds.length > 0) void loadConversations();
    reloadRunsList();
    reloadRuns();
    void withdrawEmptyUndo();
    void loadDrafts();
  });
  client.on('memory-survey-progress', receiveSurveyProgress);
  client.on('settings-changed', receiveSettings);
  client.on('model-changed', receiveModel);
  client.on('import-changed', (state) => {
    receiveImport(state);
    if (state.state === 'running') return;
    // Chats may have come or gone by the thousand.
    void loadConversations();
    reloadThreads(useViewStore.getState().lastConversation);
    receiveOverviews();
    void loadScopes();
  });
  client.on('import-reading', receiveReading);
  client.on('backups-changed', receiveBackups);
  client.on('clients-changed', receiveClients);
  client.on('client-called', receiveClientCall);
  client.on('embedding-changed', receiveEmbedding);
  client.on('inside-changed', receiveInside);
  client.on('agents-changed', () => {
    reloadAgents();
    void refreshDrafts();
    void loadScopes();
  });
  client.on('projects-changed', ({ projects }) => {
    receiveProjects(projects);
    void loadScopes();
    void loadConversations();
  });
  client.on('knowledge-changed', receiveKnowledge);
  client.on('prompts-changed', ({ prompts }) => receivePrompts(prompts));
  client.on('run-message', receiveRunMessage);
  client.on('run-changed', ({ run }) => {
    receiveListedRun(run);
    receiveChatRun(run);
    const { conversationId } = run;
    if (conversationId === null) return;
    const before = useActivityStore.getState().chats.get(conversationId);
    const activity = runActivity[run.status] ?? null;
    receiveActivity(conversationId, activity);
    if (activity === 'waiting' && before !== 'waiting') receiveWaiting(conversationId, notifies());
  });
  client.on('run-removed', ({ runId }) => {
    removeListedRun(runId);
    removeChatRun(runId);
  });
  client.on('notification-opened', ({ conversationId }) => openChat(conversationId));
  onLookedAt(readShown);
  client.onConnection(receiveConnection);
  client.onReload(loadEverything);
  flushDraftsOnPageHide();
  commitFieldsOnPageHide();
  client.start();
}

function notifies(): boolean {
  return savedSettings()?.notifications ?? false;
}

/** Closes editors in these chats: they still show words that were removed, and saving would restore them. */
function closeEdits(conversationIds: readonly string[]): void {
  const { threads } = useChatStore.getState();
  for (const id of conversationIds)
    for (const message of threads.get(id)?.messages ?? []) messageEdits.close(message.id);
}

/** Reloads lists, details and the chips of the open chat. */
function reloadMemories(): void {
  loadMemories();
  receiveOverviews();
  reloadMemoryDetail();
  reloadThreads(useViewStore.getState().lastConversation);
}

function loadEverything(): void {
  // Events were missed, or a backup was restored: it is unknown whether these subjects still exist.
  withdrawUndo(({ type }) => type === 'move' || type === 'deleted-run');
  void withdrawEmptyUndo();
  clearBulkProgress();
  clearActivity();
  void loadStartQuestion();
  void loadAppInfo();
  void loadSettings();
  void loadEmbedding();
  void loadConversations();
  void loadDrafts();
  void loadProjects();
  reloadPrompts();
  reloadKnowledge();
  void loadScopes();
  reloadClients();
  reloadToolServers();
  void loadToolQuestions();
  reloadFolders();
  reloadSkills();
  loadMemories();
  receiveOverviews();
  reloadThreads(useViewStore.getState().lastConversation);
  reloadMemoryDetail();
  reloadAgentsAndRuns();
}

function reloadAgentsAndRuns(): void {
  reloadAgents();
  void refreshDrafts();
  reloadRunsList();
  reloadRuns();
  const { lastConversation } = useViewStore.getState();
  if (lastConversation !== null) void openChatRuns(lastConversation);
}

/** Updates the other tabs of the Memory page, which are derived from the memories. */
function receiveOverviews(): void {
  receiveReviewed();
  receiveTimeline();
  receiveHealth();
  receiveGroups();
  receiveMap();
}
