import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import type { MessageView } from '../../../../../shared/conversation.ts';
import type { ErrorData } from '../../../../../shared/errors.ts';
import type { Result } from '../../../../../shared/result.ts';
import { ownPart, pastedIn, withPasted } from '../../../../../shared/pasted-text.ts';
import { messageEdits, useMessageEdits } from '../../../../state/chat/message-edits-store.ts';
import { Button } from '../../../../ui/controls/button.tsx';
import { pasteLimitError, PastedList } from '../../pasted/pasted-list.tsx';
import { useLongPastes } from '../../pasted/use-long-pastes.ts';
import { t } from '../../../../language/translate.ts';
import './message-editor.css';

interface MessageEditorProps {
  readonly message: MessageView;
  readonly label: string;
  /** Explains what saving will do. */
  readonly description: string;
  /** The label of the save button. */
  readonly action: string;
  readonly save: (text: string) => Promise<Result<unknown>>;
  /** Whether it is the user's own message, which may contain pasted texts. */
  readonly own?: boolean;
  /** `saved`: another message has replaced this one. */
  readonly onClose: (saved: boolean) => void;
}

/** Edits a message in place. Unsaved text survives scrolling the message out of view. */
export function MessageEditor({
  message,
  label,
  description,
  action,
  save,
  own = false,
  onClose,
}: MessageEditorProps) {
  const whole = useMessageEdits(({ texts }) => texts.get(message.id)) ?? message.text;
  const text = own ? ownPart(whole) : whole;
  const pasted = own ? pastedIn(whole) : [];
  const change = (next: readonly string[], words = text): void =>
    messageEdits.write(message.id, withPasted(words, next));
  const long = useLongPastes((paste) => change([...pasted, paste]));
  const [error, setError] = useState<ErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useFocusWhenOpened(message.id);
  const same =
    whole.trim() === '' || whole.trim() === message.text.trim() || pasteLimitError(pasted) !== null;
  const close = (saved: boolean): void => {
    messageEdits.close(message.id);
    onClose(saved);
  };
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (same || busy) return;
    setBusy(true);
    const result = await save(whole);
    setBusy(false);
    if (result.ok) close(true);
    else setError(result.error);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(event);
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close(false);
  };
  return (
    <form className="message-editor" onSubmit={(event) => void submit(event)}>
      <Textarea
        ref={field}
        label={label}
        description={description}
        autosize
        minRows={3}
        maxRows={24}
        value={text}
        onChange={(event) => change(pasted, event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={own ? long.onPaste : undefined}
        onDrop={own ? long.onDrop : undefined}
      />
      <span className="sr-only" role="status">
        {long.announcement}
      </span>
      <PastedList
        pasted={pasted}
        text={text}
        onChange={(next, words) => {
          change(next, words);
          field.current?.focus();
        }}
      />
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
      <div className="message-editor-actions">
        <Button small onClick={() => close(false)}>
          {t('Cancel')}
        </Button>
        <Button small variant="primary" type="submit" disabled={busy || same}>
          {action}
        </Button>
      </div>
    </form>
  );
}

/** Focuses the field once, not each time the virtualizer mounts it again. */
function useFocusWhenOpened(messageId: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!messageEdits.consumeOpened(messageId)) return;
    const { current } = field;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, [messageId]);
  return field;
}
