/**
 * The frame around every page: sidebar, connection state, and the dialogs that open from anywhere. It knows routes
 * and stores, not what the pages show.
 */
import type { ReactNode } from 'react';
import { useAppStore } from '../../state/page/app-store.ts';
import { useViewStore, view } from '../../state/page/view-store.ts';
import { Sheet } from '../../ui/controls/sheet.tsx';
import { Toasts } from '../../ui/toasts/toasts.tsx';
import { useBreakpoint } from '../../ui/hooks/use-breakpoint.ts';
import { CommandPalette } from '../command-palette/command-palette.tsx';
import { EditDialog } from '../memory/dialogs/edit-dialog.tsx';
import { TeachDialog } from '../memory/dialogs/teach-dialog.tsx';
import { ExportDialog } from '../memory/transfer/transfer-export.tsx';
import { ToolQuestionDialog } from '../chat/tools/tool-question-dialog.tsx';
import { KnowledgeDialog } from '../knowledge/knowledge-dialog.tsx';
import { ImportDialog } from '../memory/transfer/transfer-import.tsx';
import { StartRunDialog } from '../runs/start/start-run-dialog.tsx';
import { ConnectionBanner } from './connection/connection-banner.tsx';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { HelpSheet } from './keys/help-sheet.tsx';
import { Notices } from './notices.tsx';
import { NotConnected } from './connection/not-connected.tsx';
import { ArchiveDialog } from './sidebar/archive-dialog.tsx';
import { ProjectDialog } from './sidebar/project-dialog.tsx';
import { IconRail, Sidebar } from './sidebar/sidebar.tsx';
import { StartQuestionPage } from './connection/start-question.tsx';
import { PrintSheet } from './print/print-sheet.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { t } from '../../language/translate.ts';
import './shell.css';

const dialogs = [
  HelpSheet,
  ArchiveDialog,
  CommandPalette,
  TeachDialog,
  ProjectDialog,
  KnowledgeDialog,
  ToolQuestionDialog,
  EditDialog,
  ImportDialog,
  ExportDialog,
  StartRunDialog,
];

export function Shell({ children }: { readonly children: ReactNode }) {
  const width = useBreakpoint();
  const question = useAppStore((state) => state.question);
  const sidebarOpen = useViewStore((state) => state.sidebarOpen);
  const folded = useViewStore((state) => state.sidebarFolded);
  useShortcuts();
  if (question !== null) {
    return (
      <NotConnected>
        <StartQuestionPage question={question} />
      </NotConnected>
    );
  }
  return (
    <NotConnected>
      <button type="button" className="skip-link" onClick={focusMain}>
        {t('Skip to the page')}
      </button>
      <div className="shell">
        <ErrorBoundary region="part" resetKey={width}>
          {width === 'wide' && !folded ? <Sidebar /> : null}
          {width === 'medium' || (width === 'wide' && folded) ? <IconRail /> : null}
        </ErrorBoundary>
        <div className="shell-page">
          <ConnectionBanner />
          <Notices />
          {children}
        </div>
      </div>
      <Sheet
        opened={sidebarOpen && (width !== 'wide' || folded)}
        onClose={view.closeSidebar}
        position="left"
        size={280}
        name={t('Chats and pages')}
      >
        <ErrorBoundary region="part">
          <Sidebar />
        </ErrorBoundary>
      </Sheet>
      {dialogs.map((Dialog) => (
        <ErrorBoundary key={Dialog.name} region="dialog">
          <Dialog />
        </ErrorBoundary>
      ))}
      <Toasts />
      <PrintSheet />
    </NotConnected>
  );
}

function focusMain(): void {
  document.querySelector('main')?.focus();
}
