import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useEditor, useFault } from '../editor-context.ts';
import type { ValueFieldProps } from './field-props.ts';
import { readTrigger, writeTrigger } from './trigger.ts';
import { t } from '../../../../language/translate.ts';
import '../form-parts.css';

/** Whose messages trigger the nested chats, and which text they must contain. */
export function TriggerField({ field, valuePath, value }: ValueFieldProps<'trigger'>) {
  const { change } = useEditor();
  const fault = useFault(valuePath);
  const trigger = readTrigger(value);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <fieldset className="ends">
      <legend>{field.label}</legend>
      <TextInput
        label={t('After words of')}
        description={t('Names, with commas between them; “user” is whoever gives the task.')}
        placeholder={t('anybody')}
        dir="auto"
        value={typed ?? trigger.sources.join(', ')}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          const sources = text
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '');
          change(valuePath, writeTrigger({ ...trigger, sources }));
        }}
        onBlur={() => setTyped(null)}
      />
      <TextInput
        label={t('Words in them')}
        placeholder={t('whatever was said')}
        dir="auto"
        value={trigger.text}
        onChange={(event) => change(valuePath, writeTrigger({ ...trigger, text: event.currentTarget.value }))}
      />
      {fault === undefined ? null : (
        <p className="choose-fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
