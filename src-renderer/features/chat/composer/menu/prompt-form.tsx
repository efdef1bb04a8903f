import { Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import { filledPrompt, variablesOf } from '../../../../../shared/prompts/variables.ts';
import type { Prompt } from '../../../../../shared/prompts/prompt.ts';
import { Button } from '../../../../ui/controls/button.tsx';
import { t } from '../../../../language/translate.ts';
import './prompt-form.css';

interface PromptFormProps {
  /** Null: closed. */
  readonly prompt: Pick<Prompt, 'name' | 'text'> | null;
  /** Called with the prompt and its values. */
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}

/** Asks for the variables of a prompt, one field each. */
export function PromptForm({ prompt, onDone, onClose }: PromptFormProps) {
  return (
    <Modal
      opened={prompt !== null}
      onClose={onClose}
      title={prompt === null ? '' : prompt.name}
      size={520}
      // The message field takes the focus.
      returnFocus={false}
    >
      {prompt === null ? null : <Variables text={prompt.text} onDone={onDone} onClose={onClose} />}
    </Modal>
  );
}

interface VariablesProps extends Pick<PromptFormProps, 'onDone' | 'onClose'> {
  readonly text: string;
}

function Variables({ text, onDone, onClose }: VariablesProps) {
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onDone(filledPrompt(text, values));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
  };
  return (
    <form className="prompt-form" onSubmit={submit}>
      {variablesOf(text).map((name, index) => (
        <Textarea
          key={name}
          label={name}
          value={values.get(name) ?? ''}
          rows={1}
          dir="auto"
          data-autofocus={index === 0 ? true : undefined}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setValues((before) => new Map(before).set(name, value));
          }}
        />
      ))}
      <p className="prompt-preview" dir="auto">
        {filledPrompt(text, values)}
      </p>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit">
          {t('Insert')}
        </Button>
      </div>
    </form>
  );
}
