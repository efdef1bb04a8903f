import { IconMenu2, IconPencilPlus } from '@tabler/icons-react';
import { IconButton } from '../../../ui/controls/button.tsx';
import { Kbd } from '../../../ui/controls/kbd.tsx';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { ConversationList } from './conversation-list.tsx';
import { Logo } from './logo.tsx';
import { ModelDot, ModelLine } from './model-status.tsx';
import { PrimaryNav } from './primary-nav.tsx';
import { useNewChat } from './use-new-chat.ts';
import './side.css';

/** The left side in full: beside the page in wide windows, in a drawer in others. */
export function SideList() {
  const newChat = useNewChat();
  return (
    <aside className="side" aria-label="Chats and pages">
      <div className="side-brand">
        <Logo />
        <span>Tutee</span>
      </div>
      <button type="button" className="side-new" onClick={newChat}>
        <span>New chat</span>
        <Kbd keys="Ctrl N" />
      </button>
      <PrimaryNav />
      <ConversationList />
      <ModelLine />
    </aside>
  );
}

/** The left side of medium windows: icons only; the chats open as a drawer. */
export function IconRail() {
  const newChat = useNewChat();
  const sideOpen = useViewStore((state) => state.sideOpen);
  return (
    <aside className="side side-rail" aria-label="Chats and pages">
      <div className="side-brand">
        <Logo />
      </div>
      <IconButton label="New chat" onClick={newChat}>
        <IconPencilPlus size={18} stroke={1.6} aria-hidden />
      </IconButton>
      <PrimaryNav iconsOnly />
      <IconButton label="Chats" aria-expanded={sideOpen} onClick={view.openSide}>
        <IconMenu2 size={18} stroke={1.6} aria-hidden />
      </IconButton>
      <ModelDot />
    </aside>
  );
}

/** Opens the left side in narrow windows; stands at the start of every page's header. */
export function SideButton() {
  const sideOpen = useViewStore((state) => state.sideOpen);
  return (
    <IconButton label="Menu" className="side-button" aria-expanded={sideOpen} onClick={view.openSide}>
      <IconMenu2 size={18} stroke={1.6} aria-hidden />
    </IconButton>
  );
}
