import { IconMenu2, IconPencilPlus } from '@tabler/icons-react';
import { IconButton } from '../../../ui/controls/button.tsx';
import { Kbd } from '../../../ui/controls/kbd.tsx';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { useKeyLabel } from '../keys/use-bindings.ts';
import { ConversationList } from './conversation-list.tsx';
import { Logo } from './logo.tsx';
import { ModelDot, ModelLine } from './model-status.tsx';
import { PrimaryNav } from './primary-nav.tsx';
import { useNewChat } from './use-new-chat.ts';
import { t } from '../../../language/translate.ts';
import './sidebar.css';

/** The full sidebar: beside the page in wide windows, in a drawer otherwise. */
export function Sidebar() {
  const newChat = useNewChat();
  const keys = useKeyLabel('new-chat');
  return (
    <aside className="side" aria-label={t('Chats and pages')}>
      <div className="side-brand">
        <Logo />
        <span>{'Tutee'}</span>
      </div>
      <button type="button" className="side-new" onClick={newChat}>
        <span>{t('New chat')}</span>
        {keys === undefined ? null : <Kbd keys={keys} />}
      </button>
      <PrimaryNav />
      <ConversationList />
      <ModelLine />
    </aside>
  );
}

/** The sidebar of medium windows: icons only; chats open in a drawer. */
export function IconRail() {
  const newChat = useNewChat();
  const sidebarOpen = useViewStore((state) => state.sidebarOpen);
  return (
    <aside className="side side-rail" aria-label={t('Chats and pages')}>
      <div className="side-brand">
        <Logo />
      </div>
      <IconButton label={t('New chat')} onClick={newChat}>
        <IconPencilPlus size={18} stroke={1.6} aria-hidden />
      </IconButton>
      <PrimaryNav iconsOnly />
      <IconButton label={t('Chats')} aria-expanded={sidebarOpen} onClick={view.openSidebar}>
        <IconMenu2 size={18} stroke={1.6} aria-hidden />
      </IconButton>
      <ModelDot />
    </aside>
  );
}

/** Opens the sidebar in narrow windows; at the start of every page header. */
export function SidebarButton() {
  const sidebarOpen = useViewStore((state) => state.sidebarOpen);
  return (
    <IconButton
      label={t('Menu')}
      className="side-button"
      aria-expanded={sidebarOpen}
      onClick={view.openSidebar}
    >
      <IconMenu2 size={18} stroke={1.6} aria-hidden />
    </IconButton>
  );
}
