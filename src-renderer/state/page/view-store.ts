/** What is open around the page: dialogs, drawers, the right panel. Nothing here outlives the window. */
import { create } from 'zustand';
import type { Project } from '../../../shared/project.ts';
import type { MemoryScope } from '../../../shared/memory/memory.ts';
import type { MemorySelection } from '../../../shared/memory/memory-filter.ts';

interface ViewState {
  readonly paletteOpen: boolean;
  /** The Teach dialog: closed, or open with what to begin with. */
  readonly teach: { readonly text: string; readonly scope: MemoryScope } | null;
  /** The Project dialog: closed, or open for a project, or for one that is to be made. */
  readonly project: Project | 'new' | null;
  /** The memory whose Edit dialog is open. */
  readonly editing: string | null;
  /** The memories that the user is asked about before they are forgotten for good. */
  readonly purging: MemorySelection | null;
  /** The left side as a drawer, in narrow windows. */
  readonly sidebarOpen: boolean;
  /** The answer whose memories the right panel shows. */
  readonly receiptMessageId: string | null;
  /** The run whose details the right panel of the chat shows. */
  readonly panelRunId: string | null;
  /** Where "Chat" leads: the conversation looked at last. */
  readonly lastConversation: string | null;
  /** The project of the new chat that was looked at last; null when that was another chat. */
  readonly lastProject: string | null;
  /** The version of a message that was just asked for, and which of its buttons takes the focus. */
  readonly versionFocus: { readonly messageId: string; readonly side: 'earlier' | 'later' } | null;
  /** Counts up when the composer should take the focus. */
  readonly composerFocusRequests: number;
}

export const useViewStore = create<ViewState>(() => ({
  paletteOpen: false,
  teach: null,
  project: null,
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
  openEdit: (memoryId: string) => useViewStore.setState({ editing: memoryId }),
  closeEdit: () => useViewStore.setState({ editing: null }),
  openPurge: (target: MemorySelection) => useViewStore.setState({ purging: target }),
  closePurge: () => useViewStore.setState({ purging: null }),
  openSidebar: () => useViewStore.setState({ sidebarOpen: true }),
  closeSidebar: () => useViewStore.setState({ sidebarOpen: false }),
  toggleReceipt: (messageId: string) =>
    useViewStore.setState(({ receiptMessageId }) => ({
      receiptMessageId: receiptMessageId === messageId ? null : messageId,
      panelRunId: null,
    })),
  toggleRun: (runId: string) =>
    useViewStore.setState(({ panelRunId }) => ({
      panelRunId: panelRunId === runId ? null : runId,
      receiptMessageId: null,
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
    useViewStore.setState(({ lastConversation, receiptMessageId, panelRunId }) => ({
      lastConversation: conversationId,
      lastProject: newChatProjectId,
      receiptMessageId: lastConversation === conversationId ? receiptMessageId : null,
      panelRunId: lastConversation === conversationId ? panelRunId : null,
    })),
};
