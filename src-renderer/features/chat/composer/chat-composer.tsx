import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { sendMessage, stopAnswer } from '../../../state/chat/chat-store.ts';
import { drafts } from '../../../state/chat/kept-drafts.ts';
import { messageEdits } from '../../../state/chat/message-edits.ts';
import { useViewStore } from '../../../state/page/view-store.ts';
import { RunTarget } from '../../runs/start/run-target.tsx';
import { useRunTarget } from '../../runs/start/use-run-target.ts';
import { useDraft } from './use-draft.ts';
import type { Result } from '../../../../shared/result.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { isAnswering } from '../../../state/chat/thread.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { draftKeyOf } from '../chat-place.ts';
import type { ChatPlace } from '../chat-place.ts';
import { Composer } from './composer.tsx';
import { LearningNote } from '../message/learning-note.tsx';

interface ChatComposerProps {
  readonly place: ChatPlace;
  readonly thread: Thread | undefined;
  readonly temporary: boolean;
}

/** The message field of a chat: its draft, sending, stopping. */
export function ChatComposer({ place, thread, temporary }: ChatComposerProps) {
  const [, navigate] = useLocation();
  const conversationId = place.type === 'conversation' ? place.id : null;
  const draftKey = draftKeyOf(place);
  const projectId = place.type === 'new' ? place.projectId : (thread?.conversation.projectId ?? null);
  const { whole, text, pasted, setText, setPasted, clear } = useDraft(draftKey, !temporary);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const target = useRunTarget(conversationId, thread);
  const request = useRef({ id: '', text: '' });

  const sendToRun = async (say: (text: string) => Promise<Result<unknown>>): Promise<void> => {
    setSending(true);
    clear();
    const result = await say(whole);
    setSending(false);
    setError(result.ok ? null : result.error.message);
    if (!result.ok) drafts.prepend(draftKey, whole, { keep: !temporary });
  };
  const send = async (): Promise<void> => {
    // The same text sent again after a failure is the same request, which never doubles a message.
    if (request.current.text !== whole) request.current = { id: crypto.randomUUID(), text: whole };
    const stillHere = placeNow();
    setSending(true);
    // The field is free at once: what is typed while the message is on its way is the next message.
    clear();
    const result = await sendMessage({
      requestId: request.current.id,
      conversationId,
      text,
      pasted,
      temporary,
      projectId: place.type === 'new' ? place.projectId : null,
    });
    setSending(false);
    setError(result.ok ? null : result.error.message);
    if (!result.ok) {
      drafts.prepend(draftKey, whole, { keep: !temporary });
      return;
    }
    request.current = { id: '', text: '' };
    // Someone who has gone elsewhere meanwhile, or asked for another new chat, is not called back.
    if (conversationId !== null || !stillHere()) return;
    drafts.move(draftKey, result.value.conversation.id, { keep: !temporary });
    navigate(`/chat/${result.value.conversation.id}`, { replace: true });
  };
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
    <Composer
      text={text}
      onText={setText}
      pasted={pasted}
      onPasted={setPasted}
      onSend={() => void (target.say === null ? send() : sendToRun(target.say))}
      onStop={() => void stop()}
      onEditLast={editLast}
      answering={!target.on && isAnswering(thread)}
      sending={sending}
      error={error}
      placeholder={target.placeholder ?? undefined}
      note={
        target.name === null ? (
          <LearningNote temporary={temporary} projectId={projectId} />
        ) : (
          <RunTarget target={target} />
        )
      }
    />
  );
}

/** Where the page is now; the function answers later whether it is still there. */
function placeNow(): () => boolean {
  const { composerCalls } = useViewStore.getState();
  const { hash } = globalThis.location;
  return () => useViewStore.getState().composerCalls === composerCalls && globalThis.location.hash === hash;
}
