import type { MessageView } from '../../../../../shared/conversation.ts';
import { teachFromEdit } from '../../../../state/chat/chat-store.ts';
import { useSettingsStore } from '../../../../state/settings/settings-store.ts';
import { MessageEditor } from './message-editor.tsx';

interface AnswerEditorProps {
  readonly message: MessageView;
  /** A temporary chat teaches nothing. */
  readonly temporary: boolean;
  /** `saved`: the user's version has taken the answer's place. */
  readonly onClose: (saved: boolean) => void;
}

/** The answer as a text to be put right: what is changed in it is a teaching. */
export function AnswerEditor({ message, temporary, onClose }: AnswerEditorProps) {
  return (
    <MessageEditor
      message={message}
      label="Your version of the answer"
      description={useTeachingWords(temporary)}
      action="Save"
      save={(text) => teachFromEdit(message.id, text)}
      onClose={onClose}
    />
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
