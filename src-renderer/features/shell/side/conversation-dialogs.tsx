import { Modal, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useLocation } from 'wouter';
import type { Conversation } from '../../../../shared/conversation.ts';
import {
  removeConversation,
  renameConversation,
  useConversationsStore,
} from '../../../state/chat/conversations-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { useFocusKept } from '../../../ui/hooks/use-focus-kept.ts';
import { MoveForm } from './move-form.tsx';

/** What a person wants to do with a conversation. */
export interface ConversationTask {
  readonly type: 'rename' | 'move' | 'remove';
  readonly conversation: Conversation;
}

interface ConversationDialogsProps {
  readonly task: ConversationTask | null;
  readonly onClose: () => void;
}

export function ConversationDialogs({ task, onClose }: ConversationDialogsProps) {
  /** Where the chat after the one that was deleted leads, or the one before. */
  const next = useRef<string | null>(null);
  // Drawn again when the row has gone, and when the dialog has.
  useConversationsStore(({ items }) => items);
  const [, setClosed] = useState(0);
  const acted = useFocusKept(
    () => chatLink(next.current) ?? document.querySelector<HTMLElement>('.side-new'),
  );
  const removing = (): void => {
    next.current = task === null ? null : neighbourOf(task.conversation);
    acted();
  };
  return (
    <>
      <Modal opened={task?.type === 'rename'} onClose={onClose} title="Rename chat" size={420}>
        {task === null ? null : <RenameForm conversation={task.conversation} onDone={onClose} />}
      </Modal>
      <Modal opened={task?.type === 'move'} onClose={onClose} title="Move chat to a project" size={420}>
        {task === null ? null : <MoveForm conversation={task.conversation} onDone={onClose} />}
      </Modal>
      <Modal
        opened={task?.type === 'remove'}
        onClose={onClose}
        onExitTransitionEnd={() => setClosed((times) => times + 1)}
        title="Delete this chat?"
        size={420}
      >
        {task === null ? null : (
          <RemoveForm conversation={task.conversation} onRemove={removing} onDone={onClose} />
        )}
      </Modal>
    </>
  );
}

function chatLink(href: string | null): HTMLElement | null {
  return href === null ? null : document.querySelector<HTMLElement>(`.chat-link[href="${href}"]`);
}

function neighbourOf({ id }: Conversation): string | null {
  const links = [...document.querySelectorAll('.chat-link')].map((link) => link.getAttribute('href') ?? '');
  const at = links.findIndex((href) => href.endsWith(`/chat/${id}`));
  return at === -1 ? null : (links[at + 1] ?? links[at - 1] ?? null);
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
        label="Title"
        value={title}
        error={error}
        dir="auto"
        data-autofocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className="dialog-actions">
        <Button onClick={onDone}>Cancel</Button>
        <Button variant="primary" type="submit">
          Save
        </Button>
      </div>
    </form>
  );
}

interface RemoveFormProps extends FormProps {
  /** Called before its row may go away. */
  readonly onRemove: () => void;
}

function RemoveForm({ conversation, onRemove, onDone }: RemoveFormProps) {
  const [location, navigate] = useLocation();
  const remove = async (): Promise<void> => {
    onRemove();
    const result = await removeConversation(conversation.id);
    onDone();
    if (!result.ok) showFailure(result.error);
    else if (location === `/chat/${conversation.id}`) navigate('/chat', { replace: true });
  };
  return (
    <>
      <p dir="auto">
        “<bdi>{conversation.title}</bdi>” and its messages will be deleted. What you taught in it stays in
        Tutee’s memory.
      </p>
      <div className="dialog-actions">
        <Button onClick={onDone} data-autofocus>
          Cancel
        </Button>
        <Button variant="danger" onClick={() => void remove()}>
          Delete
        </Button>
      </div>
    </>
  );
}
