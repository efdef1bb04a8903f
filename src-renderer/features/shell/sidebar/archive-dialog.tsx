import { Modal } from '@mantine/core';
import { Link } from 'wouter';
import { closeArchive, loadArchive, useArchiveStore } from '../../../state/chat/archive-store.ts';
import { archiveConversation } from '../../../state/chat/conversations-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { formatDay } from '../../../ui/format/format-time.ts';
import { useChatActions } from './use-chat-actions.ts';
import { t } from '../../../language/translate.ts';

/** The chats in the archive. */
export function ArchiveDialog() {
  const opened = useArchiveStore((state) => state.opened);
  return (
    <Modal opened={opened} onClose={closeArchive} title={t('Archived chats')} size={560}>
      <Archive />
    </Modal>
  );
}

function Archive() {
  const { list, error } = useArchiveStore();
  const { remove } = useChatActions();
  if (error !== null) return <FailureState message={error.message} onRetry={() => void loadArchive()} />;
  if (list === null) return <p aria-busy="true">{t('Loading…')}</p>;
  if (list.items.length === 0)
    return (
      <p>
        {t(
          'The archive is empty. Archive a chat from its menu: search still finds it, the list does not show it.',
        )}
      </p>
    );
  return (
    <>
      <ul className="archive" aria-label={t('Archived chats')}>
        {list.items.map((conversation) => (
          <li key={conversation.id} className="archive-row">
            <Link
              href={`/chat/${conversation.id}`}
              className="archive-link"
              dir="auto"
              onClick={closeArchive}
            >
              {conversation.title}
            </Link>
            <span className="archive-day">{formatDay(conversation.updatedAt)}</span>
            <Button small onClick={() => void archiveConversation(conversation, false)}>
              {t('Bring back')}
              <span className="sr-only"> {conversation.title}</span>
            </Button>
            <Button small variant="quiet" onClick={() => remove(conversation)}>
              {t('Delete')}
              <span className="sr-only"> {conversation.title}</span>
            </Button>
          </li>
        ))}
      </ul>
      {list.items.length < Math.min(list.total, 500) ? (
        <Button small variant="quiet" onClick={() => void loadArchive()}>
          {t('Show more')}
        </Button>
      ) : null}
    </>
  );
}
