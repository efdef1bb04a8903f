import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { find, useFindStore } from '../../../state/chat/find-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';
import './find-bar.css';

/** How long typing must pause before the chat is searched, in ms. */
const PAUSE = 150;

/** Finds a text in the shown chat, including messages that are not loaded, code, and collapsed reasoning. */
export function FindBar() {
  const conversationId = useFindStore((state) => state.conversationId);
  return conversationId === null ? null : <OpenFindBar key={conversationId} />;
}

function OpenFindBar() {
  const { query, places, current, requests } = useFindStore();
  const [typed, setTyped] = useState('');
  const field = useFocusUntilClosed();
  useEffect(() => {
    const timer = setTimeout(() => void find.search(typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => find.close, []);
  useEffect(() => {
    if (requests === 0) return;
    field.current?.focus();
    field.current?.select();
  }, [field, requests]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') find.close();
    else if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const none = places.length === 0;
  return (
    <search className="find-bar" aria-label={t('Find in this chat')}>
      <input
        ref={field}
        type="search"
        aria-label={t('Find in this chat')}
        placeholder={t('Find in this chat')}
        dir="auto"
        maxLength={500}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className="find-count" role="status">
        {countText(query, current, places.length)}
      </span>
      <IconButton label={t('Previous')} disabled={none} onClick={() => find.step(-1)}>
        <IconChevronUp size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('Next')} disabled={none} onClick={() => find.step(1)}>
        <IconChevronDown size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('Close find')} onClick={find.close}>
        <IconX size={16} stroke={1.6} aria-hidden />
      </IconButton>
    </search>
  );
}

function countText(query: string, current: number, count: number): string {
  if (query === '') return '';
  return count === 0 ? t('Not found') : t('{{current}} of {{count}}', { current: current + 1, count });
}

/** Focuses the field, and restores the previous focus when the bar is closed. */
function useFocusUntilClosed() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return field;
}
