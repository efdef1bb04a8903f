import { TextInput } from '@mantine/core';
import type { ErrorData } from '../../../../shared/errors.ts';

interface PathFieldProps {
  readonly label: string;
  readonly description?: string;
  /** A path to show where there is none. */
  readonly example: string;
  readonly value: string;
  readonly error: ErrorData | null;
  readonly onChange: (path: string) => void;
}

/** A path on the machine of Tutee, typed or chosen; it has the focus when its dialog opens. */
export function PathField({ label, description, example, value, error, onChange }: PathFieldProps) {
  return (
    <TextInput
      label={label}
      description={description}
      placeholder={example}
      value={value}
      dir="ltr"
      spellCheck={false}
      data-autofocus
      error={error?.message}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
