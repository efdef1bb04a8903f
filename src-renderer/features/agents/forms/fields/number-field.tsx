import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useEditor, useFault } from '../editor-context.ts';
import type { ValueFieldProps } from './field-props.ts';
import { t } from '../../../../language/translate.ts';

/** An optional number in a config. */
export function NumberField({ field, valuePath, value }: ValueFieldProps<'number'>) {
  const { change } = useEditor();
  return (
    <NumberInput
      label={field.label}
      description={field.help}
      placeholder={field.placeholder}
      fault={useFault(valuePath)}
      value={typeof value === 'number' ? value : null}
      onChange={(number) => change(valuePath, number ?? undefined)}
    />
  );
}

interface NumberInputProps {
  /** Visible label; without one, `name` is the accessible name. */
  readonly label?: string;
  readonly name?: string;
  readonly description?: ReactNode;
  readonly placeholder?: string | undefined;
  readonly fault?: string | undefined;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** An optional number. Text that is not a number is not applied. */
export function NumberInput({
  label,
  name,
  description,
  placeholder,
  fault,
  value,
  onChange,
}: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? '' : String(value));
  const wrong = typed !== null && typed.trim() !== '' && numberOf(typed) === undefined;
  return (
    <TextInput
      label={label}
      aria-label={name}
      description={description}
      placeholder={placeholder}
      className="number-field"
      inputMode="decimal"
      error={wrong ? t('Give a number.') : fault}
      value={shown}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const number = numberOf(text);
        // As typed until the field is left: “0.” is on its way to “0.5”.
        setTyped(text);
        if (text.trim() === '') onChange(null);
        else if (number !== undefined) onChange(number);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function numberOf(text: string): number | undefined {
  const number = Number(text.trim());
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}
