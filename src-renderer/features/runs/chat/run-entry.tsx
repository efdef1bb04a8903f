import { memo } from 'react';
import type { RunDetails } from '../../../state/runs/run-log.ts';
import { isSaid, saidWords, speakerOf } from '../../../state/chat/said.ts';
import { clock } from '../../../ui/words/time-words.ts';
import { AnswerText } from '../../../ui/markdown/answer-text.tsx';
import { EventMore } from './event-more.tsx';
import type { EventWords } from '../run-words.ts';
import { eventWords } from '../run-words.ts';
import './run-entry.css';

type RunMessage = RunDetails['messages'][number];

interface RunEntryProps {
  readonly message: RunMessage;
  readonly current: boolean;
}

/** One step of a run: what was said as a message, what happened as a line. */
export const RunEntry = memo(function RunEntry({ message, current }: RunEntryProps) {
  const words = eventWords(message);
  if (words !== null) return <EventEntry message={message} current={current} {...words} />;
  return (
    <article className="run-entry" aria-label={speakerOf(message)} data-current={current || undefined}>
      <div className="message-head">
        <span className="message-speaker" dir="auto">
          {speakerOf(message)}
        </span>
        <span className="message-meta">{metaOf(message)}</span>
      </div>
      <AnswerText text={isSaid(message) ? saidWords(message) : ''} />
    </article>
  );
});

type EventEntryProps = RunEntryProps & EventWords;

function EventEntry({ message, current, line, more, code }: EventEntryProps) {
  return (
    <div className="run-event" data-current={current || undefined}>
      <p>
        <strong dir="auto">{speakerOf(message)}</strong> {line}
      </p>
      <EventMore more={more} code={code} />
    </div>
  );
}

function metaOf(message: RunMessage): string {
  const { createdAt, modelsUsage } = message;
  const parts = [clock(createdAt)];
  if (message.type === 'HandoffMessage') parts.push(`hands over to ${message.target}`);
  if (message.type === 'StopMessage') parts.push('asks to stop');
  if (modelsUsage !== null) {
    parts.push(`${(modelsUsage.promptTokens + modelsUsage.completionTokens).toLocaleString('en')} tokens`);
    parts.push(modelsUsage.cached ? `${modelsUsage.model}, kept` : modelsUsage.model);
  }
  return parts.join(' · ');
}
