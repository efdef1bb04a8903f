/**
 * The Chat page: one conversation with its log, composer and right panel. features/chat owns the display of messages
 * and writing them. It may not know the other pages; it places the parts of a run, whose content features/runs owns.
 */
import { IconEyeOff, IconPencilPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import type { Project } from '../../../shared/project.ts';
import { openChatRuns } from '../../state/runs/chat-runs-store.ts';
import { readActivity } from '../../state/chat/activity-store.ts';
import { openThread, useChatStore } from '../../state/chat/chat-store.ts';
import type { Thread } from '../../state/chat/thread.ts';
import { useProject } from '../../state/chat/projects-store.ts';
import { useViewStore, view } from '../../state/page/view-store.ts';
import { Button, IconButton } from '../../ui/controls/button.tsx';
import { FailureState } from '../../ui/controls/empty-state.tsx';
import { useBreakpoint } from '../../ui/hooks/use-breakpoint.ts';
import { lazyWithRetry } from '../shell/frame/lazy-with-retry.tsx';
import { PageHeader } from '../shell/frame/page-header.tsx';
import { RightPanel } from '../shell/frame/right-panel.tsx';
import { useNewChat } from '../shell/sidebar/use-new-chat.ts';
import { Announcer } from './log/announcer.tsx';
import { CompareAnswers } from './compare/compare-answers.tsx';
import { ChatComposer } from './composer/chat-composer.tsx';
import type { ChatRoute } from './chat-route.ts';
import { FindBar } from './find/find-bar.tsx';
import { ConversationLog } from './log/conversation-log.tsx';
import { SendsPrivateBanner } from './message/left-out-notice.tsx';
import { EmptyChat } from './composer/empty-chat.tsx';
import { MemoriesUsed } from './message/learning/memories-used.tsx';
import { OpenedPassage } from './passages/opened-passage.tsx';
import { ChatUsage } from './model/chat-usage.tsx';
import { ChatRun } from '../runs/chat/chat-run.tsx';
import { RichText } from '../../language/rich-text.tsx';
import { t } from '../../language/translate.ts';
import './chat.css';

/** Opened rarely and large because of its graph, so the chat does not wait for it. */
const RunDetailsPanel = lazyWithRetry(() => import('../runs/panel/run-details-panel.tsx'));

interface ChatPageProps {
  readonly route: ChatRoute;
  /** The message to scroll to, for example the one that taught a memory; null: the last. */
  readonly targetMessageId?: string | null;
}

export function ChatPage({ route, targetMessageId = null }: ChatPageProps) {
  const id = route.type === 'conversation' ? route.id : null;
  const newChatProjectId = route.type === 'new' ? route.projectId : null;
  const thread = useChatStore(({ threads }) => (id === null ? undefined : threads.get(id)));
  const receiptMessageId = useViewStore((state) => state.receiptMessageId);
  const panelRunId = useViewStore((state) => state.panelRunId);
  const passage = useViewStore((state) => state.passage);
  useEffect(() => {
    view.setLastChat(id, newChatProjectId);
    if (id === null) return;
    readActivity(id);
    if (!useChatStore.getState().threads.has(id)) void openThread(id);
    void openChatRuns(id);
  }, [id, newChatProjectId]);
  const project = useProject(route.type === 'new' ? route.projectId : thread?.conversation.projectId);
  const temporary = thread?.conversation.temporary ?? route.type === 'temporary';
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <ChatHeader
          title={thread?.conversation.title ?? newTitle(route)}
          project={project}
          temporary={temporary}
          thread={thread}
        />
        {temporary ? (
          <p className="banner temporary-banner">
            <IconEyeOff size={15} stroke={1.6} aria-hidden />
            {t(
              'Temporary: nothing is read from memory, nothing is learned, and nothing of this chat is kept.',
            )}
          </p>
        ) : null}
        <SendsPrivateBanner conversationId={id} />
        {thread === undefined ? null : <FindBar />}
        <ChatBody route={route} thread={thread} targetMessageId={targetMessageId} />
        <ChatRun conversationId={id} thread={thread} />
        <ChatComposer route={route} thread={thread} temporary={temporary} />
        <Announcer thread={thread} />
        <CompareAnswers />
      </main>
      <RightPanel
        opened={receiptMessageId !== null && thread !== undefined}
        onClose={view.closeReceipt}
        name={t('Memories used')}
        note={t('this answer')}
      >
        {receiptMessageId === null ? null : (
          <MemoriesUsed key={receiptMessageId} messageId={receiptMessageId} />
        )}
      </RightPanel>
      <RightPanel
        opened={passage !== null && thread !== undefined}
        onClose={view.closePassage}
        name={t('From your files')}
      >
        {passage === null ? null : (
          <OpenedPassage key={`${passage.messageId} ${passage.number}`} {...passage} />
        )}
      </RightPanel>
      <RightPanel opened={panelRunId !== null} onClose={view.closeRun} name={t('Run')}>
        {panelRunId === null ? null : <RunDetailsPanel key={panelRunId} runId={panelRunId} />}
      </RightPanel>
    </div>
  );
}

function newTitle({ type }: ChatRoute): string {
  if (type === 'conversation') return t('Chat');
  return type === 'temporary' ? t('Temporary chat') : t('New chat');
}

interface ChatHeaderProps {
  readonly title: string;
  readonly project: Project | undefined;
  readonly temporary: boolean;
  readonly thread: Thread | undefined;
}

function ChatHeader({ title, project, temporary, thread }: ChatHeaderProps) {
  const narrow = useBreakpoint() === 'narrow';
  const newChat = useNewChat();
  const [location, navigate] = useLocation();
  const toggle = () => {
    navigate(location === '/temporary' ? '/chat' : '/temporary');
    view.focusComposer();
  };
  return (
    <PageHeader title={title} note={project === undefined ? undefined : <ProjectNote project={project} />}>
      {narrow || thread === undefined ? null : <ChatUsage thread={thread} />}
      {narrow ? (
        <>
          <IconButton label={t('Temporary chat')} aria-pressed={temporary} onClick={toggle}>
            <IconEyeOff size={17} stroke={1.6} aria-hidden />
          </IconButton>
          <IconButton label={t('New chat')} onClick={newChat}>
            <IconPencilPlus size={17} stroke={1.6} aria-hidden />
          </IconButton>
        </>
      ) : (
        <Button small variant="quiet" aria-pressed={temporary} className="temporary-button" onClick={toggle}>
          <IconEyeOff size={15} stroke={1.6} aria-hidden />
          {t('Temporary chat')}
        </Button>
      )}
    </PageHeader>
  );
}

function ProjectNote({ project: { id, name } }: { readonly project: Project }) {
  return (
    <Link href={`/project/${id}`}>
      <RichText text="Project {{name}}" parts={{ name: <bdi>{name}</bdi> }} />
    </Link>
  );
}

interface ChatBodyProps extends Required<ChatPageProps> {
  readonly thread: Thread | undefined;
}

function ChatBody({ route, thread, targetMessageId }: ChatBodyProps) {
  const id = route.type === 'conversation' ? route.id : null;
  const error = useChatStore(({ failures }) => (id === null ? undefined : failures.get(id)));
  if (thread !== undefined) {
    return (
      <ConversationLog
        key={`${thread.conversation.id} ${targetMessageId}`}
        thread={thread}
        targetMessageId={targetMessageId}
      />
    );
  }
  if (route.type !== 'conversation') return <EmptyChat route={route} />;
  return (
    <div className="log-frame">
      <div className="log" role="log" aria-label={t('Conversation')} aria-busy={error === undefined}>
        {error === undefined ? null : (
          <div className="log-failure">
            <FailureState message={error.message} onRetry={() => void openThread(route.id)} />
          </div>
        )}
      </div>
    </div>
  );
}
