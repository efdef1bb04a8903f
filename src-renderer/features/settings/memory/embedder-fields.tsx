import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DetectedServer } from '../../../../shared/models/model.ts';
import { useRetainedState } from '../../../state/page/use-retained-state.ts';
import { useIsFixed } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { EmbeddingProgress } from './embedding-progress.tsx';
import { detectServers } from '../models/detect-servers.ts';
import { embedderOptions, selectedOption } from './embedder-options.ts';
import type { SettingsFormProps } from '../form/settings-form-props.ts';
import { fixedNote } from '../form/settings-section.tsx';
import { t } from '../../../language/translate.ts';

/** Selects the embedder: built in, a model on this machine, or any server. */
export function EmbedderFields({ settings, save }: SettingsFormProps) {
  const { embedder } = settings;
  const [servers, setServers] = useState<readonly DetectedServer[]>([]);
  const [typing, setTyping] = useRetainedState('embedder is another server', false);
  const fixed = useIsFixed('embedder');
  useEffect(() => {
    void detectServers().then(setServers);
  }, []);
  const choices = embedderOptions(servers);
  const shown = typing ? 'other' : selectedOption(embedder, choices).value;
  const choose = (value: string): void => {
    const choice = choices.find((one) => one.value === value)?.choice ?? null;
    setTyping(choice === null);
    if (choice !== null && value !== selectedOption(embedder, choices).value) void save({ embedder: choice });
  };
  return (
    <>
      <NativeSelect
        label={t('Compared by')}
        description={fixed ? fixedNote : undefined}
        data={choices.map(({ value, label }) => ({ value, label }))}
        value={shown}
        disabled={fixed}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {shown === 'other' ? (
        <ServerFields settings={settings} save={save} onSaved={() => setTyping(false)} />
      ) : null}
      <EmbeddingProgress />
    </>
  );
}

function ServerFields({ settings, save, onSaved }: SettingsFormProps & { readonly onSaved: () => void }) {
  const { embedder } = settings;
  const saved = embedder.type === 'endpoint' ? embedder : { baseUrl: '', model: '' };
  const [baseUrl, setBaseUrl] = useRetainedState('address of the embedder', saved.baseUrl);
  const [model, setModel] = useRetainedState('model of the embedder', saved.model);
  const fixed = useIsFixed('embedder');
  const changed = baseUrl.trim() !== saved.baseUrl || model.trim() !== saved.model;
  const complete = baseUrl.trim() !== '' && model.trim() !== '';
  const use = async (): Promise<void> => {
    if (await save({ embedder: { type: 'endpoint', baseUrl, model } })) onSaved();
  };
  return (
    <>
      <TextInput
        label={t('Address of the embedding server')}
        placeholder="http://127.0.0.1:11434/v1"
        value={baseUrl}
        readOnly={fixed}
        spellCheck={false}
        onChange={(event) => setBaseUrl(event.currentTarget.value)}
      />
      <TextInput
        label={t('Embedding model')}
        placeholder="nomic-embed-text"
        value={model}
        readOnly={fixed}
        spellCheck={false}
        onChange={(event) => setModel(event.currentTarget.value)}
      />
      <p className="settings-note">
        {t(
          'Memories are compared anew in the background. If the server is not on this machine, their words are sent to it.',
        )}
      </p>
      <div>
        <Button disabled={fixed || !complete || !changed} onClick={() => void use()}>
          {t('Use this server')}
        </Button>
      </div>
    </>
  );
}
