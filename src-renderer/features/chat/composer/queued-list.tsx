import { IconClock } from '@tabler/icons-react';
import { queuedIn, takeBack, useQueuedStore } from '../../../state/chat/queued-store.ts';
import { ownPart } from '../../../../shared/pasted-text.ts';
import { t } from '../../../language/translate.ts';
import './queued-list.css';

interface QueuedListProps {
  readonly conversationId: string;
  /** Called when a message was moved back to the field. */
  readonly onTakenBack: () => void;
}

/** The messages that will be sent when the answer is complete. */
export function QueuedList({ conversationId, onTakenBack }: QueuedListProps) {
  const queue = useQueuedStore((state) => queuedIn(state, conversationId));
  if (queue.length === 0) return null;
  return (
    <ul className="queued" aria-label={t('Sent after the answer')}>
      {queue.map(({ id, whole, attachments }) => (
        <li key={id}>
          <IconClock size={14} stroke={1.6} aria-hidden />
          <span className="queued-text" dir="auto">
            {ownPart(whole).trim() || (attachments.length > 0 ? t('Attached files') : t('Pasted text'))}
          </span>
          <button
            type="button"
            className="text-button"
            onClick={() => {
              takeBack(conversationId, id);
              onTakenBack();
            }}
          >
            {t('Take back')}
          </button>
        </li>
      ))}
    </ul>
  );
}
