import { memo } from 'react';
import type { RunDetails } from '../../../state/runs/run-reducer.ts';
import { isChatMessage, messageText, speakerName } from '../../../state/chat/chat-message.ts';
import { formatClock } from '../../../ui/format/format-time.ts';
import { Markdown } from '../../../ui/markdown/markdown.tsx';
import { EventDetails } from './event-details.tsx';
import type { EventSummary } from '../run-labels.ts';
import { summarizeEvent, totalTokens } from '../run-labels.ts';
import { t, tCount } from '../../../language/translate.ts';
import './run-entry.css';

type RunMessage = RunDetails['messages'][number];

interface RunEntryProps {
  readonly message: RunMessage;
  readonly current: boolean;
}

/** One step of a run: a message, or an event as a line. */
export const RunEntry = memo(function RunEntry({ message, current }: RunEntryProps) {
  const words = summarizeEvent(message);
  if (words !== null) return <EventEntry message={message} current={current} {...words} />;
  return (
    <article className="run-entry" aria-label={speakerName(message)} data-current={current || undefined}>
      <div className="message-head">
        <span className="message-speaker" dir="auto">
          {speakerName(message)}
        </span>
        <span className="message-meta">{metaOf(message)}</span>
      </div>
      <Markdown text={isChatMessage(message) ? messageText(message) : ''} />
    </article>
  );
});

type EventEntryProps = RunEntryProps & EventSummary;

function EventEntry({ message, current, line, details, code }: EventEntryProps) {
  return (
    <div className="run-event" data-current={current || undefined}>
      <p>
        <strong dir="auto">{speakerName(message)}</strong> {line}
      </p>
      <EventDetails details={details} code={code} />
    </div>
  );
}

function metaOf(message: RunMessage): string {
  const { createdAt, modelsUsage } = message;
  const parts = [formatClock(createdAt)];
  if (message.type === 'HandoffMessage') parts.push(t('hands over to {{name}}', { name: message.target }));
  if (message.type === 'StopMessage') parts.push(t('asks to stop'));
  if (modelsUsage !== null) {
    parts.push(tCount(totalTokens(modelsUsage), '{{count}} token', '{{count}} tokens'));
    parts.push(modelsUsage.cached ? t('{{model}}, kept', { model: modelsUsage.model }) : modelsUsage.model);
  }
  return parts.join(' · ');
}
