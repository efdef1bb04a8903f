import { useEffect, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode, RefObject, SyntheticEvent } from 'react';
import { useViewStore } from '../../../state/page/view-store.ts';
import { excessOf, PastedList } from '../pasted/pasted-list.tsx';
import { useLongPastes } from '../pasted/use-long-pastes.ts';
import { useFootRoom } from '../../../ui/hooks/use-foot-room.ts';
import './composer.css';

interface ComposerProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Long texts that were pasted, which go along with the message. */
  readonly pasted: readonly string[];
  readonly onPasted: (pasted: readonly string[], text?: string) => void;
  readonly onSend: () => void;
  readonly onStop: () => void;
  /** The arrow up in the empty field: the last message is to be changed. */
  readonly onEditLast: () => void;
  /** True while an answer is being written: the button stops it. */
  readonly answering: boolean;
  /** True between Send and the first sign of the answer. */
  readonly sending: boolean;
  /** Why the last message could not be sent; null when it could. */
  readonly error: string | null;
  /** What the empty field says. */
  readonly placeholder?: string | undefined;
  /** Quiet words at the left of the button. */
  readonly note: ReactNode;
}

export function Composer({
  text,
  onText,
  pasted,
  onPasted,
  onSend,
  onStop,
  onEditLast,
  answering,
  sending,
  error,
  placeholder = 'Message Tutee, or teach it something…',
  note,
}: ComposerProps) {
  const field = useAutosizedField(text);
  const form = useRef<HTMLFormElement>(null);
  useFootRoom(form);
  const composing = useRef(false);
  useEffect(() => {
    const takeFocus = (): void => {
      const element = field.current;
      element?.focus({ preventScroll: true });
      element?.setSelectionRange(element.value.length, element.value.length);
    };
    takeFocus();
    return useViewStore.subscribe((state, before) => {
      if (state.composerCalls !== before.composerCalls) takeFocus();
    });
  }, [field]);
  const long = useLongPastes((paste) => onPasted([...pasted, paste]));
  const filled = text.trim() !== '' || pasted.length > 0;
  const canSend = filled && excessOf(pasted) === null && !sending && !answering;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (canSend) onSend();
    field.current?.focus();
  };
  const stop = (): void => {
    onStop();
    // The button goes with the answer; the focus would be nowhere.
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (composing.current || event.nativeEvent.isComposing) return;
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
      <div className="composer-box">
        <PastedList
          pasted={pasted}
          text={text}
          onChange={(next, words) => {
            onPasted(next, words);
            // What was pressed is gone.
            field.current?.focus();
          }}
        />
        <span className="sr-only" role="status">
          {long.said}
        </span>
        <textarea
          ref={field}
          aria-label="Message"
          placeholder={placeholder}
          rows={1}
          dir="auto"
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={long.onPaste}
          onDrop={long.onDrop}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={() => {
            // Some browsers end the composition before the Enter that chose the candidate arrives.
            setTimeout(() => {
              composing.current = false;
            });
          }}
        />
        <div className="composer-foot">
          <div className="composer-note">{note}</div>
          {answering ? (
            <button type="button" className="button button-plain composer-button" onClick={stop}>
              Stop
            </button>
          ) : (
            <button type="submit" className="button button-primary composer-button" disabled={!canSend}>
              Send
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

/** A field that grows with its text; the style sheet says how far. */
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
