import { Menu } from '@mantine/core';
import {
  IconArchive,
  IconBraces,
  IconDots,
  IconFolder,
  IconMarkdown,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconPrinter,
  IconTrash,
} from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { Link, useLocation } from 'wouter';
import type { Conversation } from '../../../../shared/conversation.ts';
import { useActivityStore } from '../../../state/chat/activity-store.ts';
import type { ChatActivity } from '../../../state/chat/activity-store.ts';
import { pinConversation } from '../../../state/chat/conversations-store.ts';
import { printChat, saveChat } from '../../../state/chat/export-chats.ts';
import { view } from '../../../state/page/view-store.ts';
import { shortcutOf } from '../keys/shortcuts.ts';
import { currentBindings } from '../keys/use-bindings.ts';
import type { ConversationTask } from './conversation-dialogs.tsx';
import { useChatActions } from './use-chat-actions.ts';
import { t } from '../../../language/translate.ts';

const activityWords: Readonly<Record<ChatActivity, string>> = {
  answering: t('is being answered'),
  waiting: t('waits for you'),
  unread: t('has a new answer'),
};

interface ConversationRowProps {
  readonly conversation: Conversation;
  /** Whether it is listed under its project. */
  readonly inProject: boolean;
  readonly onTask: (task: ConversationTask) => void;
}

export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, inProject, onTask } = props;
  const [menuOpen, setMenuOpen] = useState(false);
  const href = `/chat/${conversation.id}`;
  const current = useLocation()[0] === href;
  const { remove, archive } = useChatActions();
  const activity = useActivityStore(({ chats }) => chats.get(conversation.id));
  const onKeyDown = (event: KeyboardEvent): void => {
    const id = shortcutOf(event, 'list', false, currentBindings());
    if (id === 'rename' || id === 'move') onTask({ type: id, conversation });
    if (id === 'pin') void pinConversation(conversation, !conversation.pinned);
    if (id === 'archive') archive(conversation);
    if (id === 'remove') remove(conversation);
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    setMenuOpen(true);
  };
  return (
    <div
      className="chat-row"
      data-in-project={inProject || undefined}
      data-current={current || undefined}
      onContextMenu={onContextMenu}
    >
      <Link
        href={href}
        className="chat-link"
        dir="auto"
        aria-current={current ? 'page' : undefined}
        onKeyDown={onKeyDown}
        onClick={view.closeSidebar}
      >
        {conversation.title}
        {activity === undefined ? null : <span className="sr-only"> {activityWords[activity]}</span>}
      </Link>
      {activity === undefined ? null : (
        <span className="chat-state" data-state={activity} title={activityWords[activity]} aria-hidden />
      )}
      <Menu opened={menuOpen} onChange={setMenuOpen} position="bottom-end" withinPortal>
        <Menu.Target>
          <button
            type="button"
            className="icon-button chat-more"
            aria-label={t('Actions for {{title}}', { title: conversation.title })}
          >
            <IconDots size={16} stroke={1.6} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={
              conversation.pinned ? (
                <IconPinnedOff size={15} stroke={1.6} aria-hidden />
              ) : (
                <IconPin size={15} stroke={1.6} aria-hidden />
              )
            }
            onClick={() => void pinConversation(conversation, !conversation.pinned)}
          >
            {conversation.pinned ? t('Unpin') : t('Pin')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPencil size={15} stroke={1.6} aria-hidden />}
            onClick={() => onTask({ type: 'rename', conversation })}
          >
            {t('Rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolder size={15} stroke={1.6} aria-hidden />}
            onClick={() => onTask({ type: 'move', conversation })}
          >
            {t('Move to project…')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconMarkdown size={15} stroke={1.6} aria-hidden />}
            onClick={() => void saveChat(conversation.id, 'markdown')}
          >
            {t('Save as Markdown')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconBraces size={15} stroke={1.6} aria-hidden />}
            onClick={() => void saveChat(conversation.id, 'json')}
          >
            {t('Save as JSON')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPrinter size={15} stroke={1.6} aria-hidden />}
            onClick={() => void printChat(conversation.id)}
          >
            {t('Print or save as PDF')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArchive size={15} stroke={1.6} aria-hidden />}
            onClick={() => archive(conversation)}
          >
            {t('Archive')}
          </Menu.Item>
          <Menu.Item
            data-danger
            leftSection={<IconTrash size={15} stroke={1.6} aria-hidden />}
            onClick={() => remove(conversation)}
          >
            {t('Delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
});
