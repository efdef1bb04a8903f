import { memo, useState } from 'react';
import type { MessageView } from '../../../shared/conversation.ts';
import { clock } from '../../ui/time-words.ts';
import { Taught } from './taught.tsx';
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
      <Taught remembered={message.remembered} capture={message.capture} />
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
