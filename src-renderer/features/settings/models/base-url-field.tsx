import { TextInput } from '@mantine/core';
import { useFixed } from '../../../state/settings/settings-store.ts';
import type { Commit } from '../../../state/settings/typed-fields.ts';
import { useTypedField } from '../../../state/settings/typed-fields.ts';
import { fixedWords } from '../form/section.tsx';

interface BaseUrlFieldProps {
  readonly text: string;
  readonly error: string | undefined;
  readonly onType: (text: string) => void;
  readonly commit: Commit;
}

/** The address of the server. It saves itself when it is left. */
export function BaseUrlField({ text, error, onType, commit }: BaseUrlFieldProps) {
  const fixed = useFixed('baseUrl');
  useTypedField(commit);
  return (
    <TextInput
      label="Base URL"
      description={fixed ? fixedWords : undefined}
      placeholder="http://127.0.0.1:11434/v1"
      value={text}
      readOnly={fixed}
      error={error}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onType(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void commit();
      }}
    />
  );
}
