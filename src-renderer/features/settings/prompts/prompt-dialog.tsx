import { Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { ErrorData } from '../../../../shared/errors.ts';
import { variablesOf } from '../../../../shared/prompts/variables.ts';
import { savePrompt } from '../../../state/chat/prompts-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

export interface EditedPrompt {
  /** Null: a new one. */
  readonly id: string | null;
  readonly name: string;
  readonly text: string;
}

interface PromptDialogProps {
  /** Null: closed. */
  readonly edited: EditedPrompt | null;
  readonly onClose: () => void;
}

/** A prompt of the user. */
export function PromptDialog({ edited, onClose }: PromptDialogProps) {
  return (
    <Modal
      opened={edited !== null}
      onClose={onClose}
      title={edited?.id === null ? t('New prompt') : t('Prompt')}
      size={560}
    >
      {edited === null ? null : <PromptFields edited={edited} onDone={onClose} />}
    </Modal>
  );
}

function PromptFields({ edited, onDone }: { readonly edited: EditedPrompt; readonly onDone: () => void }) {
  const [name, setName] = useState(edited.name);
  const [text, setText] = useState(edited.text);
  const [error, setError] = useState<ErrorData | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const result = await savePrompt({ id: edited.id, name, text });
    if (result.ok) onDone();
    else setError(result.error);
  };
  const variables = variablesOf(text);
  const isAboutName = error?.field === 'name';
  return (
    <form className="prompt-fields" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('Name')}
        value={name}
        data-autofocus
        error={isAboutName ? error.message : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label={t('Text')}
        description={t('Put {{example}} around what is different each time.', {
          example: `{{${t('double braces')}}}`,
        })}
        value={text}
        rows={7}
        dir="auto"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p className="prompt-asks" role="status">
        {variables.length === 0
          ? t('Asks for nothing.')
          : t('Asks for: {{variables}}.', { variables: variables.join(', ') })}
      </p>
      {error === null || isAboutName ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button onClick={onDone}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit" disabled={name.trim() === '' || text.trim() === ''}>
          {t('Save')}
        </Button>
      </div>
    </form>
  );
}
