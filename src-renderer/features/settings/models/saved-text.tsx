import type { Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useAutosave } from '../../../state/settings/autosave.ts';
import { t } from '../../../language/translate.ts';

interface SavedTextProps {
  readonly label: string;
  readonly description?: string;
  readonly placeholder: string;
  readonly value: string;
  /** Resolves to whether it was saved; gets the text without spaces around it. */
  readonly save: (text: string) => Promise<boolean>;
  readonly Field: typeof TextInput | typeof Textarea;
}

/** A text that saves itself on blur, and stays as typed when it cannot be saved. */
export function SavedText({ label, description, placeholder, value, save, Field }: SavedTextProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  const latest = useRef<string | null>(null);
  const type = (text: string | null): void => {
    latest.current = text;
    setTyped(text);
    setRefused(false);
  };
  const commit = async (): Promise<boolean> => {
    const text = latest.current;
    if (text === null) return true;
    const saved = text.trim() === value || (await save(text.trim()));
    if (saved && latest.current === text) type(null);
    setRefused(!saved);
    return saved;
  };
  useAutosave(commit);
  return (
    <Field
      label={label}
      description={description}
      placeholder={placeholder}
      value={typed ?? value}
      error={refused ? t('This could not be saved. Look at how it is written.') : undefined}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => void commit()}
    />
  );
}
