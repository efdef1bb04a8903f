import type { MessageView } from '../../../../shared/conversation.ts';
import type { Thread } from '../../../state/chat/thread.ts';

/**
 * Tells screen readers what happens in the log. The log itself is not live: a growing answer would be read piece by
 * piece, and messages that come back into sight would be read again.
 */
export function Announcer({ thread }: { readonly thread: Thread | undefined }) {
  const last = thread?.messages.at(-1);
  return (
    <div className="sr-only" role="status">
      {last === undefined || last.role === 'user' ? '' : progressWords(last)}
    </div>
  );
}

function progressWords({ status, speaker }: MessageView): string {
  switch (status) {
    case 'streaming':
      return `${speaker} is answering.`;
    case 'complete':
      return `${speaker} answered.`;
    case 'stopped':
      return `${speaker} did not finish.`;
    case 'failed':
      // A failure is an alert of its own.
      return '';
  }
}
