import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useEditor, useFault } from '../editor-context.ts';
import type { ValueFieldProps } from './field-props.ts';
import { readTrigger, writtenTrigger } from './trigger.ts';
import '../form-parts.css';

/** Whose words, and which, make it ask. */
export function TriggerField({ field, place, value }: ValueFieldProps<'trigger'>) {
  const { change } = useEditor();
  const fault = useFault(place);
  const trigger = readTrigger(value);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <fieldset className="ends">
      <legend>{field.label}</legend>
      <TextInput
        label="After words of"
        description="Names, with commas between them; “user” is whoever gives the task."
        placeholder="anybody"
        dir="auto"
        value={typed ?? trigger.sources.join(', ')}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          const sources = text
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '');
          change(place, writtenTrigger({ ...trigger, sources }));
        }}
        onBlur={() => setTyped(null)}
      />
      <TextInput
        label="Words in them"
        placeholder="whatever was said"
        dir="auto"
        value={trigger.text}
        onChange={(event) => change(place, writtenTrigger({ ...trigger, text: event.currentTarget.value }))}
      />
      {fault === undefined ? null : (
        <p className="choose-fault" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
