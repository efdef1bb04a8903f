import { Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { Conversation } from '../../../../shared/conversation.ts';
import { renameConversation } from '../../../state/chat/conversations-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { MoveForm } from './move-form.tsx';
import { t } from '../../../language/translate.ts';

/** A pending action on a conversation. */
export interface ConversationTask {
  readonly type: 'rename' | 'move';
  readonly conversation: Conversation;
}

interface ConversationDialogsProps {
  readonly task: ConversationTask | null;
  readonly onClose: () => void;
}

export function ConversationDialogs({ task, onClose }: ConversationDialogsProps) {
  return (
    <>
      <Modal opened={task?.type === 'rename'} onClose={onClose} title={t('Rename chat')} size={420}>
        {task === null ? null : <RenameForm conversation={task.conversation} onDone={onClose} />}
      </Modal>
      <Modal opened={task?.type === 'move'} onClose={onClose} title={t('Move chat to a project')} size={420}>
        {task === null ? null : <MoveForm conversation={task.conversation} onDone={onClose} />}
      </Modal>
    </>
  );
}

interface FormProps {
  readonly conversation: Conversation;
  readonly onDone: () => void;
}

function RenameForm({ conversation, onDone }: FormProps) {
  const [title, setTitle] = useState(conversation.title);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const result = await renameConversation(conversation.id, title);
    if (result.ok) onDone();
    else setError(result.error.message);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('Title')}
        value={title}
        error={error}
        dir="auto"
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className="dialog-actions">
        <Button onClick={onDone}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit">
          {t('Save')}
        </Button>
      </div>
    </form>
  );
}
