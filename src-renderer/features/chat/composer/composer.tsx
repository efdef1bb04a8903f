import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent, ReactNode, RefObject, SyntheticEvent } from 'react';
import { useViewStore } from '../../../state/page/view-store.ts';
import { AttachButton } from '../attachments/attach-button.tsx';
import { useFileDrop } from '../attachments/use-file-drop.ts';
import { pasteLimitError, PastedList } from '../pasted/pasted-list.tsx';
import { useLongPastes } from '../pasted/use-long-pastes.ts';
import { useFooterHeight } from '../../../ui/hooks/use-footer-height.ts';
import { ComposerMenu, isInMenu, optionId } from './menu/composer-menu.tsx';
import { useComposerMenu } from './menu/use-composer-menu.ts';
import type { MenuSource } from './menu/use-composer-menu.ts';
import type { MenuTrigger } from './menu/menu-trigger.ts';
import { t } from '../../../language/translate.ts';
import './composer.css';

interface ComposerProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Long pasted texts that are sent with the message. */
  readonly pasted: readonly string[];
  readonly onPasted: (pasted: readonly string[], text?: string) => void;
  readonly onSend: () => void;
  /** Queues the message until the answer is complete; null if that is not possible. */
  readonly onQueue: (() => void) | null;
  /** Messages that wait for the answer. */
  readonly queued: ReactNode;
  readonly onStop: () => void;
  /** Arrow up in the empty field: edit the last message. */
  readonly onEditLast: () => void;
  /** True while an answer streams; the button then stops it. */
  readonly answering: boolean;
  /** True between Send and the start of the answer. */
  readonly sending: boolean;
  /** Why the last message could not be sent; null when it could. */
  readonly error: string | null;
  /** Placeholder of the empty field. */
  readonly placeholder?: string | undefined;
  /** What a menu in the field offers. */
  readonly menuOf: (trigger: MenuTrigger) => MenuSource;
  /** Note at the left of the button. */
  readonly note: ReactNode;
  /** Attaches files; null if files are not accepted. */
  readonly onFiles: ((files: readonly File[]) => void) | null;
  /** The attached files, above the field. */
  readonly attached: ReactNode;
  /** The last attached file, for screen readers; empty: none. */
  readonly announcement: string;
  /** Whether there are files to send, or some that are still uploading. */
  readonly files: 'none' | 'arriving' | 'ready';
}

export function Composer({
  text,
  onText,
  pasted,
  onPasted,
  onSend,
  onQueue,
  queued,
  onStop,
  onEditLast,
  answering,
  sending,
  error,
  placeholder = t('Message Tutee, or teach it something…'),
  menuOf,
  note,
  onFiles,
  attached,
  announcement,
  files,
}: ComposerProps) {
  const field = useAutosizedField(text);
  const form = useRef<HTMLFormElement>(null);
  useFooterHeight(form);
  const composing = useRef(false);
  const menu = useComposerMenu(text, menuOf);
  useEffect(() => {
    const takeFocus = (): void => {
      const element = field.current;
      element?.focus({ preventScroll: true });
      element?.setSelectionRange(element.value.length, element.value.length);
    };
    takeFocus();
    return useViewStore.subscribe((state, before) => {
      if (state.composerFocusRequests !== before.composerFocusRequests) takeFocus();
    });
  }, [field]);
  const long = useLongPastes((paste) => onPasted([...pasted, paste]));
  const filled = text.trim() !== '' || pasted.length > 0 || files === 'ready';
  const isReady = filled && files !== 'arriving' && pasteLimitError(pasted) === null && !sending;
  const canSend = isReady && !answering;
  const canQueue = isReady && answering && onQueue !== null;
  /** Whether Send was asked for before the files were there. */
  const [pressedEarly, setPressedEarly] = useState(false);
  const over = useFileDrop(onFiles);
  const onPaste = (event: ClipboardEvent): void => {
    const { files: pastedFiles } = event.clipboardData;
    // Office programs put a picture on the clipboard beside the copied text.
    const isText = event.clipboardData.getData('text/plain').trim() !== '';
    if (onFiles === null || pastedFiles.length === 0 || isText) {
      long.onPaste(event);
      return;
    }
    event.preventDefault();
    onFiles([...pastedFiles]);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setPressedEarly(files === 'arriving');
    if (canSend) onSend();
    else if (canQueue) onQueue?.();
    field.current?.focus();
  };
  const stop = (): void => {
    onStop();
    // The Stop button disappears with the answer, so the focus moves to the field.
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (composing.current || event.nativeEvent.isComposing) return;
    if (menu.onKeyDown(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) submit(event);
    if (event.key === 'Escape' && answering) onStop();
    if (event.key === 'ArrowUp' && text === '' && !hasModifier(event)) {
      event.preventDefault();
      onEditLast();
    }
  };
  return (
    <form ref={form} className="composer" onSubmit={submit}>
      {error === null ? null : (
        <p className="composer-error" role="alert">
          {error}
        </p>
      )}
      <p className="composer-wait" role="status">
        {pressedEarly && files === 'arriving'
          ? t('A file is still being read. Send the message when it is there.')
          : ''}
      </p>
      {over ? (
        <div className="drop-here" aria-hidden>
          {t('Drop files to attach them')}
        </div>
      ) : null}
      {queued}
      <ComposerMenu menu={menu} />
      <div className="composer-box">
        {attached}
        <PastedList
          pasted={pasted}
          text={text}
          onChange={(next, words) => {
            onPasted(next, words);
            // The pressed button is gone.
            field.current?.focus();
          }}
        />
        <span className="sr-only" role="status">
          {announcement === '' ? long.announcement : announcement}
        </span>
        <textarea
          ref={field}
          aria-label={t('Message')}
          placeholder={placeholder}
          rows={1}
          dir="auto"
          value={text}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={menu.open?.listId}
          aria-activedescendant={
            menu.open === null ? undefined : optionId(menu.open.listId, menu.open.active)
          }
          onChange={(event) => {
            onText(event.currentTarget.value);
            menu.onCaret(event.currentTarget.selectionStart);
          }}
          onSelect={({ currentTarget: { selectionStart, selectionEnd } }) =>
            menu.onCaret(selectionStart === selectionEnd ? selectionStart : null)
          }
          onBlur={(event) => {
            if (!isInMenu(event)) menu.onCaret(null);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onDrop={long.onDrop}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={() => {
            // Some browsers end the composition before the Enter key that chose the candidate arrives.
            setTimeout(() => {
              composing.current = false;
            });
          }}
        />
        <div className="composer-foot">
          {onFiles === null ? null : (
            <AttachButton
              onFiles={(chosen) => {
                onFiles(chosen);
                field.current?.focus();
              }}
            />
          )}
          <div className="composer-note">{note}</div>
          {canQueue ? (
            <button type="submit" className="button button-quiet composer-button">
              {t('Send after the answer')}
            </button>
          ) : null}
          {answering ? (
            <button type="button" className="button button-plain composer-button" onClick={stop}>
              {t('Stop')}
            </button>
          ) : (
            <button type="submit" className="button button-primary composer-button" disabled={!canSend}>
              {t('Send')}
            </button>
          )}
        </div>
      </div>
    </form>
  );
}

function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}

/** A field that grows with its text, up to the maximum in the style sheet. */
function useAutosizedField(text: string): RefObject<HTMLTextAreaElement | null> {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null || element.value !== text) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  return field;
}
