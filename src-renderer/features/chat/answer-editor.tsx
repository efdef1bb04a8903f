import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import type { MessageView } from '../../../shared/conversation.ts';
import { limits } from '../../../shared/limits.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import { teachFromEdit } from '../../state/chat-store.ts';
import { useSettingsStore } from '../../state/settings-store.ts';
import { Button } from '../../ui/button.tsx';
import './answer-editor.css';

interface AnswerEditorProps {
  readonly message: MessageView;
  /** A temporary chat teaches nothing. */
  readonly temporary: boolean;
  /** `saved`: the user's version has taken the answer's place. */
  readonly onClose: (saved: boolean) => void;
}

/** The answer as a text to be put right: what is changed in it is a teaching. */
export function AnswerEditor({ message, temporary, onClose }: AnswerEditorProps) {
  const [text, setText] = useState(message.text);
  const [error, setError] = useState<ErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  const same = text.trim() === '' || text.trim() === message.text.trim();
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (same || busy) return;
    setBusy(true);
    const result = await teachFromEdit(message.id, text);
    setBusy(false);
    if (result.ok) onClose(true);
    else setError(result.error);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(event);
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose(false);
  };
  return (
    <form className="answer-editor" onSubmit={(event) => void save(event)}>
      <Textarea
        label="Your version of the answer"
        description={useTeachingWords(temporary)}
        autosize
        minRows={3}
        maxRows={24}
        dir="auto"
        maxLength={limits.messageText}
        ref={(element) => {
          if (element !== null && element.dataset['reached'] === undefined) {
            element.dataset['reached'] = 'true';
            element.focus();
          }
        }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
      <div className="answer-editor-actions">
        <Button small onClick={() => onClose(false)}>
          Cancel
        </Button>
        <Button small variant="primary" type="submit" disabled={busy || same}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** What will become of it. */
function useTeachingWords(temporary: boolean): string {
  const settings = useSettingsStore((state) => state.view?.settings);
  if (temporary) return 'It takes the answer’s place. A temporary chat teaches nothing.';
  if (settings === undefined || settings.learningPaused || settings.learning === 'told')
    return 'It takes the answer’s place. Nothing is learned from it: learning is paused or set to what you tell.';
  return 'It takes the answer’s place, and Tutee learns from what you change.';
}
