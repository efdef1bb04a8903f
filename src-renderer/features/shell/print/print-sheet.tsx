import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { MessageView } from '../../../../shared/conversation.ts';
import { formatBytes } from '../../../ui/format/format-bytes.ts';
import { endPrinting, usePrintStore } from '../../../state/chat/export-chats.ts';
import { Markdown } from '../../../ui/markdown/markdown.tsx';
import { language, locale } from '../../../language/language.ts';
import { RichText } from '../../../language/rich-text.tsx';
import './print-sheet.css';

/** How long to wait for highlighting and formulas, which load lazily, before printing, in ms. */
const DRAW_MS = 400;

/** A whole chat for the printer, because the log renders only the visible part. */
export function PrintSheet() {
  const chat = usePrintStore((state) => state.chat);
  useEffect(() => {
    if (chat === null) return undefined;
    addEventListener('afterprint', endPrinting, { once: true });
    const timer = setTimeout(() => globalThis.print(), DRAW_MS);
    return () => {
      clearTimeout(timer);
      removeEventListener('afterprint', endPrinting);
    };
  }, [chat]);
  if (chat === null) return null;
  return createPortal(
    <div className="print-sheet">
      <h1 dir="auto">{chat.conversation.title}</h1>
      {chat.messages.map((message) => (
        <PrintedMessage key={message.id} message={message} />
      ))}
    </div>,
    document.body,
  );
}

function PrintedMessage({ message }: { readonly message: MessageView }) {
  const { speaker, createdAt, model, role, text, attachments = [] } = message;
  return (
    <section>
      <h2>
        <bdi>{speaker}</bdi>
        <span>
          {new Date(createdAt).toLocaleString(language === 'en' ? undefined : locale)}
          {model === null ? '' : ` · ${model}`}
        </span>
      </h2>
      {role === 'user' ? (
        <p className="print-own" dir="auto">
          {text}
        </p>
      ) : (
        <Markdown text={text} />
      )}
      {attachments.map(({ id, name, bytes }) => (
        <p key={id} className="print-file">
          <RichText
            text="Attached: {{file}} ({{size}})"
            parts={{ file: <bdi>{name}</bdi>, size: formatBytes(bytes) }}
          />
        </p>
      ))}
    </section>
  );
}
