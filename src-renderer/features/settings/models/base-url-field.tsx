import { TextInput } from '@mantine/core';
import type { Commit } from '../../../state/settings/autosave.ts';
import { useAutosave } from '../../../state/settings/autosave.ts';
import { fixedNote } from '../form/settings-section.tsx';
import { t } from '../../../language/translate.ts';

interface BaseUrlFieldProps {
  readonly text: string;
  readonly error: string | undefined;
  /** How the typed address was corrected; null when it was not. */
  readonly said: string | null;
  /** Set by the environment. */
  readonly fixed: boolean;
  readonly onType: (text: string) => void;
  readonly commit: Commit;
}

/** The address of the server. Saved on blur. */
export function BaseUrlField({ text, error, said, fixed, onType, commit }: BaseUrlFieldProps) {
  useAutosave(commit);
  return (
    <div>
      <TextInput
        label={t('Base URL')}
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
      {/* Its space is kept, so that nothing moves under a click when it comes. */}
      <p className="address-said" role="status" title={said ?? undefined}>
        {said ?? ''}
      </p>
    </div>
  );
}
