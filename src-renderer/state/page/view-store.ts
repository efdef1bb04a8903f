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
  readonly sideOpen: boolean;
  /** The answer whose memories the right panel shows. */
  readonly receiptOf: string | null;
  /** The run whose details the right panel of the chat shows. */
  readonly runOf: string | null;
  /** Where "Chat" leads: the conversation looked at last. */
  readonly lastConversation: string | null;
  /** The project of the new chat that was looked at last; null when that was another chat. */
  readonly lastProject: string | null;
  /** The version of a message that was just asked for, and which of its buttons takes the focus. */
  readonly versionFocus: { readonly messageId: string; readonly side: 'earlier' | 'later' } | null;
  /** Counts up when the composer should take the focus. */
  readonly composerCalls: number;
}

export const useViewStore = create<ViewState>(() => ({
  paletteOpen: false,
  teach: null,
  project: null,
  editing: null,
  purging: null,
  sideOpen: false,
  receiptOf: null,
  runOf: null,
  lastConversation: null,
  lastProject: null,
  versionFocus: null,
  composerCalls: 0,
}));

export const view = {
  openPalette: () => useViewStore.setState({ paletteOpen: true, sideOpen: false }),
  closePalette: () => useViewStore.setState({ paletteOpen: false }),
  openTeach: (text = '', scope: MemoryScope = { type: 'everywhere' }) =>
    useViewStore.setState({ teach: { text, scope }, sideOpen: false }),
  closeTeach: () => useViewStore.setState({ teach: null }),
  openProject: (project: Project | 'new') => useViewStore.setState({ project, sideOpen: false }),
  closeProject: () => useViewStore.setState({ project: null }),
  openEdit: (memoryId: string) => useViewStore.setState({ editing: memoryId }),
  closeEdit: () => useViewStore.setState({ editing: null }),
  openPurge: (target: MemorySelection) => useViewStore.setState({ purging: target }),
  closePurge: () => useViewStore.setState({ purging: null }),
  openSide: () => useViewStore.setState({ sideOpen: true }),
  closeSide: () => useViewStore.setState({ sideOpen: false }),
  toggleReceipt: (messageId: string) =>
    useViewStore.setState(({ receiptOf }) => ({
      receiptOf: receiptOf === messageId ? null : messageId,
      runOf: null,
    })),
  toggleRun: (runId: string) =>
    useViewStore.setState(({ runOf }) => ({ runOf: runOf === runId ? null : runId, receiptOf: null })),
  closeRun: () => useViewStore.setState({ runOf: null }),
  closeReceipt: () => useViewStore.setState({ receiptOf: null }),
  focusVersion: (versionFocus: ViewState['versionFocus']) => useViewStore.setState({ versionFocus }),
  callComposer: () => useViewStore.setState(({ composerCalls }) => ({ composerCalls: composerCalls + 1 })),
  /** @param newIn the project of a new chat. */
  lookAt: (conversationId: string | null, newIn: string | null) =>
    useViewStore.setState(({ lastConversation, receiptOf, runOf }) => ({
      lastConversation: conversationId,
      lastProject: newIn,
      receiptOf: lastConversation === conversationId ? receiptOf : null,
      runOf: lastConversation === conversationId ? runOf : null,
    })),
};
