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
import { useRestoreFocus } from '../../../ui/hooks/use-restore-focus.ts';
import { MoveForm } from './move-form.tsx';

/** A pending action on a conversation. */
export interface ConversationTask {
  readonly type: 'rename' | 'move' | 'remove';
  readonly conversation: Conversation;
}

interface ConversationDialogsProps {
  readonly task: ConversationTask | null;
  readonly onClose: () => void;
}

export function ConversationDialogs({ task, onClose }: ConversationDialogsProps) {
  /** The link of the chat after the deleted one, or before it. */
  const next = useRef<string | null>(null);
  // Renders again when the row, or the dialog, has gone.
  useConversationsStore(({ items }) => items);
  const [, setClosed] = useState(0);
  const keepFocus = useRestoreFocus(
    () => chatLink(next.current) ?? document.querySelector<HTMLElement>('.side-new'),
  );
  const removing = (): void => {
    next.current = task === null ? null : adjacentChatLink(task.conversation);
    keepFocus();
  };
  /** The dialog gives the focus back to the row, which is gone: however long the removal took, this is when it is lost. */
  const removed = (): void => {
    keepFocus();
    setClosed((times) => times + 1);
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
        onExitTransitionEnd={removed}
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

function adjacentChatLink({ id }: Conversation): string | null {
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
