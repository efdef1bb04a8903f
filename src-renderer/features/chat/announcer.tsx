import { spokenText } from './answer-meta.ts';
import type { Thread } from '../../state/thread.ts';

const LONGEST = 800;

/**
 * Tells screen readers what happens in the log. The log itself is not live: a growing answer would be read piece by
 * piece, and messages that come back into sight would be read again.
 */
export function Announcer({ thread }: { readonly thread: Thread | undefined }) {
  const last = thread?.messages.at(-1);
  return (
    <div className="sr-only" role="status">
      {last === undefined || last.role === 'user' ? '' : words(last.status, last.speaker, last.text)}
    </div>
  );
}

function words(status: string, speaker: string, text: string): string {
  if (status === 'streaming') return `${speaker} is answering.`;
  // A failure is an alert of its own.
  if (status === 'failed') return '';
  return `${status === 'stopped' ? 'Stopped. ' : ''}${spokenText(text, LONGEST)}`;
}
