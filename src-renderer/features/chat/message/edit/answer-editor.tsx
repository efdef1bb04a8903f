import type { MessageView } from '../../../../../shared/conversation.ts';
import { teachFromEdit } from '../../../../state/chat/chat-store.ts';
import { useSettingsStore } from '../../../../state/settings/settings-store.ts';
import { MessageEditor } from './message-editor.tsx';
import { t } from '../../../../language/translate.ts';

interface AnswerEditorProps {
  readonly message: MessageView;
  /** A temporary chat teaches nothing. */
  readonly temporary: boolean;
  /** `saved`: the user's version has replaced the answer. */
  readonly onClose: (saved: boolean) => void;
}

/** An answer as an editable text; what the user changes in it is taught. */
export function AnswerEditor({ message, temporary, onClose }: AnswerEditorProps) {
  return (
    <MessageEditor
      message={message}
      label={t('Your version of the answer')}
      description={useTeachingNote(temporary)}
      action="Save"
      save={(text) => teachFromEdit(message.id, text)}
      onClose={onClose}
    />
  );
}

/** Explains what saving will do. */
function useTeachingNote(temporary: boolean): string {
  const settings = useSettingsStore((state) => state.view?.settings);
  if (temporary) return t('It takes the answer’s place. A temporary chat teaches nothing.');
  if (settings === undefined || settings.learningPaused || settings.learning === 'told')
    return t(
      'It takes the answer’s place. Nothing is learned from it: learning is paused or set to what you tell.',
    );
  return t('It takes the answer’s place, and Tutee learns from what you change.');
}
