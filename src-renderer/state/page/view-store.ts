/**
 * What is open around the page: dialogs, drawers, the right panel. Not persisted. state/page owns what belongs to the
 * window rather than to a subject: view, toasts, app info. It may not know any other kind of state.
 */
import { create } from 'zustand';
import type { KnowledgeOwner } from '../../../shared/knowledge/knowledge.ts';
import type { Project } from '../../../shared/project.ts';
import type { MemoryScope } from '../../../shared/memory/memory.ts';
import type { MemorySelection } from '../../../shared/memory/memory-filter.ts';

interface ViewState {
  readonly paletteOpen: boolean;
  /** The sheet of keyboard shortcuts. */
  readonly helpOpen: boolean;
  /** The initial values of the open Teach dialog; null: closed. */
  readonly teach: { readonly text: string; readonly scope: MemoryScope } | null;
  /** The Project dialog: closed, open for a project, or open for a new one. */
  readonly project: Project | 'new' | null;
  /** Whose folders the Knowledge dialog shows, and their name; null: closed. */
  readonly knowledge: { readonly owner: KnowledgeOwner; readonly name: string } | null;
  /** The passage of a file that the right panel shows. */
  readonly passage: { readonly messageId: string; readonly number: number } | null;
  /** The memory whose Edit dialog is open. */
  readonly editing: string | null;
  /** The memories to confirm for permanent deletion. */
  readonly purging: MemorySelection | null;
  /** Whether wide windows show the sidebar as icons. */
  readonly sidebarFolded: boolean;
  /** The sidebar as a drawer, in narrow windows. */
  readonly sidebarOpen: boolean;
  /** The answer whose memories the right panel shows. */
  readonly receiptMessageId: string | null;
  /** The run whose details the right panel of the chat shows. */
  readonly panelRunId: string | null;
  /** Where "Chat" leads: the conversation opened last. */
  readonly lastConversation: string | null;
  /** The project of the last opened new chat; null after any other chat. */
  readonly lastProject: string | null;
  /** The message version that was just requested, and which of its buttons takes the focus. */
  readonly versionFocus: { readonly messageId: string; readonly side: 'earlier' | 'later' } | null;
  /** Increases when the composer should take the focus. */
  readonly composerFocusRequests: number;
}

export const useViewStore = create<ViewState>(() => ({
  paletteOpen: false,
  helpOpen: false,
  sidebarFolded: false,
  teach: null,
  project: null,
  knowledge: null,
  passage: null,
  editing: null,
  purging: null,
  sidebarOpen: false,
  receiptMessageId: null,
  panelRunId: null,
  lastConversation: null,
  lastProject: null,
  versionFocus: null,
  composerFocusRequests: 0,
}));

export const view = {
  openPalette: () => useViewStore.setState({ paletteOpen: true, sidebarOpen: false }),
  closePalette: () => useViewStore.setState({ paletteOpen: false }),
  openTeach: (text = '', scope: MemoryScope = { type: 'everywhere' }) =>
    useViewStore.setState({ teach: { text, scope }, sidebarOpen: false }),
  closeTeach: () => useViewStore.setState({ teach: null }),
  openProject: (project: Project | 'new') => useViewStore.setState({ project, sidebarOpen: false }),
  closeProject: () => useViewStore.setState({ project: null }),
  openKnowledge: (owner: KnowledgeOwner, name: string) =>
    useViewStore.setState({ knowledge: { owner, name }, project: null, sidebarOpen: false }),
  closeKnowledge: () => useViewStore.setState({ knowledge: null }),
  togglePassage: (messageId: string, number: number) =>
    useViewStore.setState(({ passage }) => ({
      passage: passage?.messageId === messageId && passage.number === number ? null : { messageId, number },
      receiptMessageId: null,
      panelRunId: null,
    })),
  closePassage: () => useViewStore.setState({ passage: null }),
  openEdit: (memoryId: string) => useViewStore.setState({ editing: memoryId }),
  closeEdit: () => useViewStore.setState({ editing: null }),
  openPurge: (target: MemorySelection) => useViewStore.setState({ purging: target }),
  closePurge: () => useViewStore.setState({ purging: null }),
  openSidebar: () => useViewStore.setState({ sidebarOpen: true }),
  /** Folds or unfolds it in wide windows; in others the drawer opens or closes. */
  toggleSidebar: () =>
    useViewStore.setState(({ sidebarFolded, sidebarOpen }) => ({
      sidebarFolded: !sidebarFolded,
      sidebarOpen: !sidebarOpen,
    })),
  toggleHelp: () => useViewStore.setState(({ helpOpen }) => ({ helpOpen: !helpOpen, sidebarOpen: false })),
  closeHelp: () => useViewStore.setState({ helpOpen: false }),
  closeSidebar: () => useViewStore.setState({ sidebarOpen: false }),
  toggleReceipt: (messageId: string) =>
    useViewStore.setState(({ receiptMessageId }) => ({
      receiptMessageId: receiptMessageId === messageId ? null : messageId,
      panelRunId: null,
      passage: null,
    })),
  toggleRun: (runId: string) =>
    useViewStore.setState(({ panelRunId }) => ({
      panelRunId: panelRunId === runId ? null : runId,
      receiptMessageId: null,
      passage: null,
    })),
  closeRun: () => useViewStore.setState({ panelRunId: null }),
  closeReceipt: () => useViewStore.setState({ receiptMessageId: null }),
  focusVersion: (versionFocus: ViewState['versionFocus']) => useViewStore.setState({ versionFocus }),
  focusComposer: () =>
    useViewStore.setState(({ composerFocusRequests }) => ({
      composerFocusRequests: composerFocusRequests + 1,
    })),
  /** @param newChatProjectId the project of a new chat. */
  setLastChat: (conversationId: string | null, newChatProjectId: string | null) =>
    useViewStore.setState(({ lastConversation, receiptMessageId, panelRunId, passage }) => ({
      lastConversation: conversationId,
      lastProject: newChatProjectId,
      receiptMessageId: lastConversation === conversationId ? receiptMessageId : null,
      panelRunId: lastConversation === conversationId ? panelRunId : null,
      passage: lastConversation === conversationId ? passage : null,
    })),
};
