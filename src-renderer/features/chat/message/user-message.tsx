import { IconPencil } from '@tabler/icons-react';
import { memo, useMemo, useRef, useState } from 'react';
import type { MessageView } from '../../../../shared/conversation.ts';
import { editMessage } from '../../../state/chat/chat-store.ts';
import { ownPart, partsOf, pastedIn } from '../../../../shared/pasted-text.ts';
import { messageEdits, useMessageEdits } from '../../../state/chat/message-edits-store.ts';
import { useFoundIn } from '../../../state/chat/find-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { formatClock } from '../../../ui/format/format-time.ts';
import { MessageEditor } from './edit/message-editor.tsx';
import { SentAttachments } from '../attachments/sent-attachments.tsx';
import { PastedCard } from '../pasted/pasted-card.tsx';
import { RememberedList } from './learning/remembered-list.tsx';
import { VersionNav } from './version-nav.tsx';
import { t } from '../../../language/translate.ts';
import './message.css';

/** Longer messages are collapsed; in UTF-16 units and lines. */
const FOLD_UNITS = 2_400;
const FOLD_LINES = 30;

interface UserMessageProps {
  readonly message: MessageView;
  /** Whether it can be edited now: messages to agents that work or wait cannot. */
  readonly editable: boolean;
}

export const UserMessage = memo(function UserMessage({ message, editable }: UserMessageProps) {
  const editing = useMessageEdits(({ texts }) => texts.has(message.id));
  const found = useFoundIn(message.id);
  const edit = useRef<HTMLButtonElement>(null);
  return (
    <article className="message message-user" aria-label={message.speaker}>
      <div className="message-head">
        <span className="message-speaker" dir="auto">
          {message.speaker}
        </span>
        <time className="message-meta" dateTime={new Date(message.createdAt).toISOString()}>
          {formatClock(message.createdAt)}
        </time>
        {editing ? null : (
          <div className="message-own-actions">
            <VersionNav message={message} />
            {editable && message.runId === null ? (
              <IconButton
                ref={edit}
                label={t('Edit message')}
                onClick={() => messageEdits.open(message.id, message.text)}
              >
                <IconPencil size={15} stroke={1.6} aria-hidden />
              </IconButton>
            ) : null}
          </div>
        )}
      </div>
      {editing ? (
        <UserMessageEditor message={message} onCancel={() => edit.current?.focus()} />
      ) : (
        <UserText text={message.text} found={found !== null} />
      )}
      <SentAttachments attachments={message.attachments} />
      <RememberedList message={message} />
    </article>
  );
});

interface UserMessageEditorProps {
  readonly message: MessageView;
  readonly onCancel: () => void;
}

function UserMessageEditor({ message, onCancel }: UserMessageEditorProps) {
  const request = useRef({ id: '', text: '' });
  const save = (text: string) => {
    // Sending the same text again after a failure reuses the request id, so that it is never sent twice.
    if (request.current.text !== text) request.current = { id: crypto.randomUUID(), text };
    const attachments = (message.attachments ?? []).map(({ id }) => id);
    const said = { text: ownPart(text), pasted: pastedIn(text), attachments };
    return editMessage(message.id, said, request.current.id);
  };
  const close = (saved: boolean): void => {
    // The focused element is gone.
    if (saved) view.focusComposer();
    else requestAnimationFrame(onCancel);
  };
  return (
    <MessageEditor
      message={message}
      label={t('What you said')}
      description={t('It is answered anew. This version stays, with what followed it.')}
      action="Save and send"
      save={save}
      own
      onClose={close}
    />
  );
}

interface UserTextProps {
  readonly text: string;
  /** Whether it contains a match of the search in this chat; then it is expanded. */
  readonly found: boolean;
}

function UserText({ text, found }: UserTextProps) {
  const parts = useMemo(() => partsOf(text), [text]);
  if (parts.length === 0) return null;
  return (
    <div className="message-card">
      {parts.map((part, index) =>
        part.type === 'pasted' ? (
          <PastedCard key={`part ${index}`} text={part.text} preview />
        ) : (
          <OwnText key={`part ${index}`} text={part.text} found={found} />
        ),
      )}
    </div>
  );
}

function OwnText({ text, found }: UserTextProps) {
  const [opened, setOpen] = useState(false);
  const open = opened || found;
  const long = text.length > FOLD_UNITS || text.split('\n', FOLD_LINES + 1).length > FOLD_LINES;
  return (
    <>
      <div className="message-text" dir="auto" data-folded={(long && !open) || undefined}>
        {long && !open ? text.slice(0, FOLD_UNITS) : text}
      </div>
      {long ? (
        <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('Show less') : t('Show all')}
        </button>
      ) : null}
    </>
  );
}
