import { TextInput } from '@mantine/core';
import { useIsFixed } from '../../../state/settings/settings-store.ts';
import type { Commit } from '../../../state/settings/autosave.ts';
import { useAutosave } from '../../../state/settings/autosave.ts';
import { fixedNote } from '../form/settings-section.tsx';

interface BaseUrlFieldProps {
  readonly text: string;
  readonly error: string | undefined;
  readonly onType: (text: string) => void;
  readonly commit: Commit;
}

/** The address of the server. Saved on blur. */
export function BaseUrlField({ text, error, onType, commit }: BaseUrlFieldProps) {
  const fixed = useIsFixed('baseUrl');
  useAutosave(commit);
  return (
    <TextInput
      label="Base URL"
      description={fixed ? fixedNote : undefined}
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
