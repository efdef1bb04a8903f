import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { MessageView } from '../../../../shared/conversation.ts';
import { showVersion } from '../../../state/chat/chat-store.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';
import './version-nav.css';

/** Navigates between the versions of a retried or edited message ("2 of 3"). */
export function VersionNav({ message }: { readonly message: MessageView }) {
  const { id, versions } = message;
  const earlier = useRef<HTMLButtonElement>(null);
  const later = useRef<HTMLButtonElement>(null);
  const focus = useViewStore(({ versionFocus }) =>
    versionFocus?.messageId === id ? versionFocus.side : null,
  );
  useEffect(() => {
    if (focus === null) return;
    // The pressed button went away with its version; focus the same button of the new one.
    (focus === 'earlier' ? earlier : later).current?.focus();
    view.focusVersion(null);
  }, [focus]);
  if (versions === null) return null;
  const { position, count, previous, next } = versions;
  const words = t('{{position}} of {{count}}', { position, count });
  return (
    <div className="version-nav" role="group" aria-label={t('Version {{words}}', { words })}>
      <IconButton
        ref={earlier}
        label={t('Earlier version; this is {{words}}', { words })}
        aria-disabled={previous === null}
        onClick={() => previous !== null && void showVersion(previous, 'earlier')}
      >
        <IconChevronLeft size={15} stroke={1.6} aria-hidden />
      </IconButton>
      <span aria-hidden>{words}</span>
      <IconButton
        ref={later}
        label={t('Later version; this is {{words}}', { words })}
        aria-disabled={next === null}
        onClick={() => next !== null && void showVersion(next, 'later')}
      >
        <IconChevronRight size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  );
}

/** Says that the user changed an answer, and links to the original. */
export function EditedNote({ message }: { readonly message: MessageView }) {
  const { original } = message;
  if (original === null) return null;
  return (
    <p className="edited-note">
      {t('You changed this answer.')}{' '}
      <button type="button" className="text-button" onClick={() => void showVersion(original, 'later')}>
        {t('Show the original')}
      </button>
    </p>
  );
}
