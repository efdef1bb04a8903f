import { IconEyeOff, IconPencilPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { openChatRuns } from '../../state/runs/chat-runs.ts';
import { openThread, useChatStore } from '../../state/chat/chat-store.ts';
import type { Thread } from '../../state/chat/thread.ts';
import { useProject } from '../../state/chat/projects-store.ts';
import { useViewStore, view } from '../../state/page/view-store.ts';
import { Button, IconButton } from '../../ui/controls/button.tsx';
import { FailureState } from '../../ui/controls/empty-state.tsx';
import { useWindowWidth } from '../../ui/hooks/window-width.ts';
import { lazyPart } from '../shell/frame/lazy-part.tsx';
import { PageHeader } from '../shell/frame/page-header.tsx';
import { RightPanel } from '../shell/frame/right-panel.tsx';
import { useNewChat } from '../shell/side/use-new-chat.ts';
import { Announcer } from './log/announcer.tsx';
import { ChatComposer } from './composer/chat-composer.tsx';
import type { ChatPlace } from './chat-place.ts';
import { ConversationLog } from './log/conversation-log.tsx';
import { SendsPrivateBanner } from './message/left-out-line.tsx';
import { EmptyChat } from './composer/empty-chat.tsx';
import { MemoriesUsed } from './message/memories-used.tsx';
import { ChatRun } from '../runs/chat/chat-run.tsx';
import './chat.css';

/** With its graph it is looked at now and then; the chat does not wait for it. */
const RunDetailsPanel = lazyPart(() => import('../runs/panel/run-details-panel.tsx'));

interface ChatPageProps {
  readonly place: ChatPlace;
  /** The message to show first, such as the one that taught a memory; null: the last. */
  readonly lookAt?: string | null;
}

export function ChatPage({ place, lookAt = null }: ChatPageProps) {
  const id = place.type === 'conversation' ? place.id : null;
  const newIn = place.type === 'new' ? place.projectId : null;
  const thread = useChatStore(({ threads }) => (id === null ? undefined : threads.get(id)));
  const receiptOf = useViewStore((state) => state.receiptOf);
  const runOf = useViewStore((state) => state.runOf);
  useEffect(() => {
    view.lookAt(id, newIn);
    if (id === null) return;
    if (!useChatStore.getState().threads.has(id)) void openThread(id);
    void openChatRuns(id);
  }, [id, newIn]);
  const project = useProject(place.type === 'new' ? place.projectId : thread?.conversation.projectId);
  const temporary = thread?.conversation.temporary ?? place.type === 'temporary';
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <ChatHeader
          title={thread?.conversation.title ?? newTitle(place)}
          project={project?.name}
          temporary={temporary}
        />
        {temporary ? (
          <p className="banner temporary-banner">
            <IconEyeOff size={15} stroke={1.6} aria-hidden />
            Temporary: nothing is read from memory, nothing is learned, and nothing of this chat is kept.
          </p>
        ) : null}
        <SendsPrivateBanner conversationId={id} />
        <ChatBody place={place} thread={thread} lookAt={lookAt} />
        <ChatRun conversationId={id} thread={thread} />
        <ChatComposer place={place} thread={thread} temporary={temporary} />
        <Announcer thread={thread} />
      </main>
      <RightPanel
        opened={receiptOf !== null && thread !== undefined}
        onClose={view.closeReceipt}
        name="Memories used"
        note="this answer"
      >
        {receiptOf === null ? null : <MemoriesUsed key={receiptOf} messageId={receiptOf} />}
      </RightPanel>
      <RightPanel opened={runOf !== null} onClose={view.closeRun} name="Run">
        {runOf === null ? null : <RunDetailsPanel key={runOf} runId={runOf} />}
      </RightPanel>
    </div>
  );
}

function newTitle({ type }: ChatPlace): string {
  if (type === 'conversation') return 'Chat';
  return type === 'temporary' ? 'Temporary chat' : 'New chat';
}

interface ChatHeaderProps {
  readonly title: string;
  /** The name of its project. */
  readonly project: string | undefined;
  readonly temporary: boolean;
}

function ChatHeader({ title, project, temporary }: ChatHeaderProps) {
  const narrow = useWindowWidth() === 'narrow';
  const newChat = useNewChat();
  const [location, navigate] = useLocation();
  const toggle = () => {
    navigate(location === '/temporary' ? '/chat' : '/temporary');
    view.callComposer();
  };
  return (
    <PageHeader title={title} note={project === undefined ? undefined : <ProjectNote name={project} />}>
      {narrow ? (
        <>
          <IconButton label="Temporary chat" aria-pressed={temporary} onClick={toggle}>
            <IconEyeOff size={17} stroke={1.6} aria-hidden />
          </IconButton>
          <IconButton label="New chat" onClick={newChat}>
            <IconPencilPlus size={17} stroke={1.6} aria-hidden />
          </IconButton>
        </>
      ) : (
        <Button small variant="quiet" aria-pressed={temporary} className="temporary-button" onClick={toggle}>
          <IconEyeOff size={15} stroke={1.6} aria-hidden />
          Temporary chat
        </Button>
      )}
    </PageHeader>
  );
}

function ProjectNote({ name }: { readonly name: string }) {
  return (
    <>
      Project <bdi>{name}</bdi>
    </>
  );
}

interface ChatBodyProps extends Required<ChatPageProps> {
  readonly thread: Thread | undefined;
}

function ChatBody({ place, thread, lookAt }: ChatBodyProps) {
  const id = place.type === 'conversation' ? place.id : null;
  const error = useChatStore(({ failures }) => (id === null ? undefined : failures.get(id)));
  if (thread !== undefined) {
    return <ConversationLog key={`${thread.conversation.id} ${lookAt}`} thread={thread} lookAt={lookAt} />;
  }
  if (place.type !== 'conversation') return <EmptyChat place={place} />;
  return (
    <div className="log-frame">
      <div className="log" role="log" aria-label="Conversation" aria-busy={error === undefined}>
        {error === undefined ? null : (
          <div className="log-failure">
            <FailureState message={error.message} onRetry={() => void openThread(place.id)} />
          </div>
        )}
      </div>
    </div>
  );
}
