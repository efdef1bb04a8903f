import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { sendMessage, stopAnswer } from '../../../state/chat/chat-store.ts';
import {
  chooseForChat,
  chooseForNewChat,
  useChatModelsStore,
} from '../../../state/chat/chat-models-store.ts';
import { chooseAnswererForNewChat, useAnswerersStore } from '../../../state/chat/answerers-store.ts';
import { useProject } from '../../../state/chat/projects-store.ts';
import type { ModelChoice } from '../../../../shared/models/provider.ts';
import { ModelPicker } from '../model/model-picker.tsx';
import { attachFiles, moveAttaching, takeAttaching } from '../../../state/chat/attaching-store.ts';
import { drafts } from '../../../state/chat/message-drafts-store.ts';
import { messageEdits } from '../../../state/chat/message-edits-store.ts';
import { queueMessage } from '../../../state/chat/queued-store.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { RunTarget } from '../../runs/start/run-target.tsx';
import { useRunTarget } from '../../runs/start/use-run-target.ts';
import { AssistantChip } from '../assistant/assistant-chip.tsx';
import { useAnswerer } from '../assistant/assistants.ts';
import { AttachingList } from '../attachments/attaching-list.tsx';
import { useAttachedLast, useAttaching } from '../attachments/use-attaching.ts';
import { useReader } from '../attachments/use-reader.ts';
import { useMenuSource } from './menu/use-menu-source.tsx';
import { OffRecord } from './off-record.tsx';
import { QueuedList } from './queued-list.tsx';
import { useDraft } from './use-draft.ts';
import { keepAgain, useOffRecord } from './use-off-record.ts';
import type { Result } from '../../../../shared/result.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { isAnswering } from '../../../state/chat/thread.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { draftKeyOf } from '../chat-route.ts';
import type { ChatRoute } from '../chat-route.ts';
import { Composer } from './composer.tsx';
import { LearningToggle } from '../message/learning/learning-toggle.tsx';
import { t } from '../../../language/translate.ts';

interface ChatComposerProps {
  readonly route: ChatRoute;
  readonly thread: Thread | undefined;
  readonly temporary: boolean;
}

/** The composer of a chat: its draft, sending and stopping. */
export function ChatComposer({ route, thread, temporary }: ChatComposerProps) {
  const [, navigate] = useLocation();
  const conversationId = route.type === 'conversation' ? route.id : null;
  const draftKey = draftKeyOf(route);
  const projectId = route.type === 'new' ? route.projectId : (thread?.conversation.projectId ?? null);
  const { whole, text, pasted, setText, setPasted, clear } = useDraft(draftKey, !temporary);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const target = useRunTarget(conversationId, thread);
  const newChoice = useChatModelsStore(({ newChats }) => newChats.get(draftKey)) ?? null;
  const choice = conversationId === null ? newChoice : (thread?.conversation.model ?? null);
  const project = useProject(projectId);
  const choose = (next: ModelChoice | null): void => {
    if (conversationId === null) chooseForNewChat(draftKey, next);
    else void chooseForChat(conversationId, next);
  };
  const files = useAttaching(draftKey);
  const announcement = useAttachedLast(draftKey);
  const reader = useReader(choice, project, files !== 'none');
  const answerer = useAnswerer(route, thread);
  const chosenAnswerer = useAnswerersStore(({ newChats }) => newChats.get(draftKey)) ?? null;
  const menus = useMenuSource(setText, target.name === null ? answerer : null);
  const request = useRef({ id: '', text: '' });

  const sendToRun = async (say: (text: string) => Promise<Result<unknown>>): Promise<void> => {
    setSending(true);
    clear();
    const result = await say(whole);
    setSending(false);
    setError(result.ok ? null : result.error.message);
    if (!result.ok) drafts.prepend(draftKey, whole, { persist: !temporary });
  };
  const send = async (): Promise<void> => {
    const taken = takeAttaching(draftKey);
    // Sending the same again after a failure reuses the request id, so that it is never sent twice.
    const same = [whole, ...taken.ids].join('\n');
    if (request.current.text !== same) request.current = { id: crypto.randomUUID(), text: same };
    const stillHere = captureLocation();
    setSending(true);
    // The field is cleared at once: what is typed while the message is sent belongs to the next one.
    clear();
    const result = await sendMessage({
      requestId: request.current.id,
      conversationId,
      text,
      pasted,
      attachments: taken.ids,
      temporary,
      projectId: route.type === 'new' ? route.projectId : null,
      model: conversationId === null ? choice : null,
      answerer: conversationId === null ? chosenAnswerer : null,
    });
    setSending(false);
    setError(result.ok ? null : result.error.message);
    if (!result.ok) {
      drafts.prepend(draftKey, whole, { persist: !temporary });
      taken.putBack();
      return;
    }
    taken.done();
    request.current = { id: '', text: '' };
    if (conversationId === null) {
      chooseForNewChat(draftKey, null);
      chooseAnswererForNewChat(draftKey, null);
    }
    // Do not navigate when the user has left meanwhile or has asked for another new chat.
    if (conversationId !== null || !stillHere()) return;
    drafts.move(draftKey, result.value.conversation.id, { persist: !temporary });
    moveAttaching(draftKey, result.value.conversation.id);
    navigate(`/chat/${result.value.conversation.id}`, { replace: true });
  };
  const answering = !target.on && isAnswering(thread);
  const queue = (): void => {
    if (conversationId === null) return;
    const { ids, putBack } = takeAttaching(draftKey);
    clear();
    queueMessage(conversationId, {
      id: crypto.randomUUID(),
      whole,
      text,
      pasted,
      attachments: ids,
      putBackFiles: putBack,
    });
  };
  const offRecord = useOffRecord(thread);
  const keepOn = async (): Promise<void> => {
    if (conversationId === null) return;
    const requestId = crypto.randomUUID();
    const said = {
      requestId,
      conversationId,
      text: keepAgain,
      pasted: [],
      attachments: [],
      temporary,
      projectId: null,
      model: null,
      answerer: null,
    };
    setSending(true);
    const result = await sendMessage(said);
    setSending(false);
    setError(result.ok ? null : result.error.message);
  };
  const note = (
    <>
      <AssistantChip answerer={answerer} onChosen={view.focusComposer} />
      <ModelPicker choice={choice} project={project} onChoose={choose} />
      {offRecord ? (
        <OffRecord onEnd={() => void keepOn()} canEnd={!sending && !answering} />
      ) : (
        <LearningToggle temporary={temporary} projectId={projectId} />
      )}
    </>
  );
  const stop = async (): Promise<void> => {
    if (conversationId === null) return;
    const result = await stopAnswer(conversationId);
    if (!result.ok) showFailure(result.error);
  };
  const editLast = (): void => {
    const last = target.on ? undefined : thread?.messages.findLast(({ role }) => role === 'user');
    if (last?.runId === null) messageEdits.open(last.id, last.text);
  };
  return (
    <>
      <Composer
        text={text}
        onText={(typed) => {
          setText(typed);
          menus.onTyped(typed);
        }}
        menuOf={menus.sourceOf}
        pasted={pasted}
        onPasted={setPasted}
        onSend={() => void (target.say === null ? send() : sendToRun(target.say))}
        onQueue={conversationId === null || target.name !== null ? null : queue}
        queued={
          conversationId === null ? null : (
            <QueuedList conversationId={conversationId} onTakenBack={view.focusComposer} />
          )
        }
        onStop={() => void stop()}
        onEditLast={editLast}
        answering={answering}
        sending={sending}
        error={error}
        placeholder={
          target.placeholder ??
          (answerer.assistant && t('Message {{name}}…', { name: answerer.assistant.name }))
        }
        note={target.name === null ? note : <RunTarget target={target} />}
        onFiles={target.name === null ? (added) => attachFiles(draftKey, added, temporary) : null}
        announcement={announcement}
        files={target.name === null ? files : 'none'}
        attached={
          target.name === null ? (
            <AttachingList draftKey={draftKey} reader={reader} onRemoved={view.focusComposer} />
          ) : null
        }
      />
      {menus.form}
    </>
  );
}

/** Remembers the current location. The returned function tells whether the page is still there. */
function captureLocation(): () => boolean {
  const { composerFocusRequests } = useViewStore.getState();
  const { hash } = globalThis.location;
  return () =>
    useViewStore.getState().composerFocusRequests === composerFocusRequests &&
    globalThis.location.hash === hash;
}
