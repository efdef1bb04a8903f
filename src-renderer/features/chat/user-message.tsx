import { memo, useState } from 'react';
import type { MessageView } from '../../../shared/conversation.ts';
import { clock } from '../../ui/time-words.ts';
import { RememberedChip } from './remembered-chip.tsx';
import './message.css';

/** A longer message is folded, in UTF-16 units and lines. */
const FOLD_UNITS = 2_400;
const FOLD_LINES = 30;

export const UserMessage = memo(function UserMessage({ message }: { readonly message: MessageView }) {
  return (
    <article className="message message-user" aria-label={message.speaker}>
      <div className="message-head">
        <span className="message-speaker">{message.speaker}</span>
        <time className="message-meta" dateTime={new Date(message.createdAt).toISOString()}>
          {clock(message.createdAt)}
        </time>
      </div>
      <UserText text={message.text} />
      {message.remembered.map((item) => (
        <RememberedChip
          key={`${item.changeId} ${item.memoryId}`}
          item={item}
          shared={message.remembered.some((other) => other !== item && other.changeId === item.changeId)}
        />
      ))}
      <CaptureNote capture={message.capture} />
    </article>
  );
});

function UserText({ text }: { readonly text: string }) {
  const [open, setOpen] = useState(false);
  const long = text.length > FOLD_UNITS || text.split('\n', FOLD_LINES + 1).length > FOLD_LINES;
  return (
    <div className="message-card">
      <div className="message-text" dir="auto" data-folded={(long && !open) || undefined}>
        {text}
      </div>
      {long ? (
        <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show less' : 'Show all'}
        </button>
      ) : null}
    </div>
  );
}

/** Learning is quiet: a word when it takes a moment (the style sheet waits), a note when it failed. */
export function CaptureNote({ capture }: Pick<MessageView, 'capture'>) {
  if (capture === null || capture.status === 'done') return null;
  if (capture.status === 'pending') return <p className="capture-note capture-pending">Learning…</p>;
  return (
    <p className="capture-note" role="alert">
      Nothing was learned from this message. {capture.error?.message}
    </p>
  );
}
