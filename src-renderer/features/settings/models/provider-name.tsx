import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useAutosave } from '../../../state/settings/autosave.ts';
import { t } from '../../../language/translate.ts';

interface ProviderNameProps {
  readonly name: string;
  readonly save: (name: string) => Promise<boolean>;
}

/** The user's name for a server. Saved on blur; an empty name is ignored. */
export function ProviderName({ name, save }: ProviderNameProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef<string | null>(null);
  const type = (text: string | null): void => {
    latest.current = text;
    setTyped(text);
  };
  const commit = async (): Promise<boolean> => {
    const text = latest.current;
    if (text === null) return true;
    const wanted = text.trim();
    if (wanted !== '' && wanted !== name && !(await save(wanted))) return false;
    if (latest.current === text) type(null);
    return true;
  };
  useAutosave(commit);
  return (
    <TextInput
      label={t('Name')}
      value={typed ?? name}
      maxLength={200}
      autoComplete="off"
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void commit();
      }}
    />
  );
}
