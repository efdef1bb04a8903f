/** The calls of tools in an answer: those that wait as cards, the others folded. Results are text from outside, shown as such. */
import { IconChevronRight, IconTool } from '@tabler/icons-react';
import { useState } from 'react';
import type { MessageView } from '../../../../shared/conversation.ts';
import type { ToolCall } from '../../../../shared/tools/tool-call.ts';
import { undoChange, wholeResult } from '../../../state/chat/tool-calls.ts';
import { lazyWithRetry } from '../../shell/frame/lazy-with-retry.tsx';
import { CallCard } from './call-card.tsx';
import { CallArguments } from './call-arguments.tsx';
import { callLine } from './call-words.ts';
import { t } from '../../../language/translate.ts';
import './tool-calls.css';

const FileChange = lazyWithRetry(() => import('./file-change.tsx'));

interface ToolCallsProps {
  readonly message: MessageView;
  /** Only the last answer of a chat can go on. */
  readonly last: boolean;
}

export function ToolCalls({ message, last }: ToolCallsProps) {
  const asked = askedCalls({ message, last });
  const calls = message.calls?.filter((call) => !asked.includes(call)) ?? [];
  if (calls.length === 0) return null;
  return (
    <ul className="tool-calls" aria-label={t('What it did')}>
      {calls.map((call) => (
        <li key={call.id}>
          <Call call={call} />
        </li>
      ))}
    </ul>
  );
}

/** Below the text, where the reader is. */
export function CallCards(props: ToolCallsProps) {
  return askedCalls(props).map((call) => <CallCard key={call.id} call={call} />);
}

function askedCalls({ message, last }: ToolCallsProps): readonly ToolCall[] {
  return last ? (message.calls?.filter(({ status }) => status === 'waiting') ?? []) : [];
}

export function Call({ call }: { readonly call: ToolCall }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={`tool-call-head tool-call-${call.status}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={14} stroke={1.8} aria-hidden />
        <IconTool size={14} stroke={1.6} aria-hidden />
        <span className="tool-call-line" dir="auto">
          {callLine(call)}
        </span>
      </button>
      <Change call={call} />
      {open ? (
        <div className="tool-call-details">
          {call.change === undefined ? (
            <CallArguments text={call.arguments} />
          ) : (
            <FileChange callId={call.id} edited={null} />
          )}
          <CallResult call={call} />
        </div>
      ) : null}
    </>
  );
}

/** Takes back what a call changed in a file. */
function Change({ call: { id, change } }: { readonly call: ToolCall }) {
  if (change === undefined) return null;
  if (change === 'undone') return <span className="tool-call-note">{t('Undone')}</span>;
  return (
    <button type="button" className="text-button" onClick={() => void undoChange(id)}>
      {t('Undo')}
    </button>
  );
}

function CallResult({ call }: { readonly call: ToolCall }) {
  const [whole, setWhole] = useState<string | null>(null);
  const { id, result, resultLength } = call;
  if (result === '') return null;
  const isCut = whole === null && resultLength > result.length;
  return (
    <>
      <p className="tool-call-note">{t('What came back')}</p>
      <pre tabIndex={0} dir="auto" aria-label={t('What came back')}>
        {whole ?? result}
      </pre>
      {isCut ? (
        <button type="button" className="text-button" onClick={() => void wholeResult(id).then(setWhole)}>
          {t('Show all {{resultLength}} characters', { resultLength })}
        </button>
      ) : null}
    </>
  );
}
