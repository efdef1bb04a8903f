import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { dayField, dayOfField } from './day-field.ts';

interface DayInputProps {
  readonly label: string;
  /** Any time of the day, ms since 1970; undefined: none. */

  readonly day: number | undefined;
  /** Told where the chosen day begins. */
  readonly onDay: (day: number | undefined) => void;
}

/** A field for a day. While a year is being typed it holds days that nobody means: those are not told. */
export function DayInput({ label, day, onDay }: DayInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      type="date"
      label={label}
      value={typed ?? dayField(day)}
      onChange={(event) => {
        const field = event.currentTarget.value;
        const chosen = dayOfField(field);
        setTyped(field !== '' && chosen === undefined ? field : null);
        if (field === '' || chosen !== undefined) onDay(chosen);
      }}
    />
  );
}
