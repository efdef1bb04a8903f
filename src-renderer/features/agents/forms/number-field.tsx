import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useEditor, useFault } from './editor-context.ts';
import type { ValueFieldProps } from './field-props.ts';

/** A whole number, or nothing. While it is no number it is not taken. */
export function NumberField({ field, place, value }: ValueFieldProps<'number'>) {
  const { change } = useEditor();
  const fault = useFault(place);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (typeof value === 'number' ? String(value) : '');
  const wrong = typed !== null && numberOf(typed) === undefined;
  return (
    <TextInput
      label={field.label}
      description={field.help}
      placeholder={field.placeholder}
      className="number-field"
      inputMode="numeric"
      error={wrong ? 'Give a number.' : fault}
      value={shown}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const number = numberOf(text);
        setTyped(text.trim() !== '' && number === undefined ? text : null);
        if (text.trim() === '') change(place, undefined);
        else if (number !== undefined) change(place, number);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function numberOf(text: string): number | undefined {
  const number = Number(text.trim());
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}
