import type { MessageView } from '../../../../shared/conversation.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { t } from '../../../language/translate.ts';

/**
 * Announces progress to screen readers. The log itself is not a live region: a growing answer would be read delta by
 * delta, and messages that the virtualizer mounts again would be read again.
 */
export function Announcer({ thread }: { readonly thread: Thread | undefined }) {
  const last = thread?.messages.at(-1);
  return (
    <div className="sr-only" role="status">
      {last === undefined || last.role === 'user' ? '' : progressText(last)}
    </div>
  );
}

function progressText({ status, speaker }: MessageView): string {
  switch (status) {
    case 'streaming':
      return t('{{speaker}} is answering.', { speaker });
    case 'complete':
      return `${speaker} answered.`;
    case 'stopped':
      return t('{{speaker}} did not finish.', { speaker });
    case 'failed':
      // A failure has its own alert.
      return '';
  }
}
