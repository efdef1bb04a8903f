import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { toDateValue, fromDateValue } from './date-value.ts';

interface DateInputProps {
  readonly label: string;
  /** Any time of the day, ms since 1970; undefined: none. */
  readonly value: number | undefined;
  /** Called with the start of the chosen day. */
  readonly onChange: (value: number | undefined) => void;
}

/** A date field. Incomplete years that appear while typing are not reported. */
export function DateInput({ label, value, onChange }: DateInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      type="date"
      label={label}
      value={typed ?? toDateValue(value)}
      onChange={(event) => {
        const field = event.currentTarget.value;
        const chosen = fromDateValue(field);
        setTyped(field !== '' && chosen === undefined ? field : null);
        if (field === '' || chosen !== undefined) onChange(chosen);
      }}
    />
  );
}
