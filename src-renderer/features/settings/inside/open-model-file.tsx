import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { openModelFile } from '../../../state/settings/inside-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

/** Adds a GGUF file that is already on this machine. It stays where it is. */
export function OpenModelFile() {
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const open = async (): Promise<void> => {
    setBusy(true);
    const failure = await openModelFile(path);
    setError(failure);
    if (failure === null) setPath('');
    setBusy(false);
  };
  return (
    <form
      className="open-model-file"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <TextInput
        label={t('A file of your own')}
        description={t('The path of a GGUF file of an instruct or chat model. It stays where it is.')}
        placeholder="/home/you/models/model.gguf"
        value={path}
        error={error}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setPath(event.currentTarget.value);
          setError(null);
        }}
      />
      <Button type="submit" disabled={busy || path.trim() === ''}>
        {t('Open')}
      </Button>
    </form>
  );
}
