import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useFixed } from '../../state/settings-store.ts';
import { Button } from '../../ui/button.tsx';
import type { SavingProps } from './saving-props.ts';
import { fixedWords } from './section.tsx';

/** Which embedder compares meanings: the built-in one, or a server's. */
export function EmbedderFields({ settings, save }: SavingProps) {
  const { embedder } = settings;
  const saved = embedder.type === 'endpoint' ? embedder : { baseUrl: '', model: '' };
  const [type, setType] = useState(embedder.type);
  const [baseUrl, setBaseUrl] = useState(saved.baseUrl);
  const [model, setModel] = useState(saved.model);
  const fixed = useFixed('embedder');
  const choose = (value: string): void => {
    setType(value === 'endpoint' ? 'endpoint' : 'embedded');
    if (value === 'embedded' && embedder.type !== 'embedded') void save({ embedder: { type: 'embedded' } });
  };
  const changed = baseUrl.trim() !== saved.baseUrl || model.trim() !== saved.model;
  const complete = baseUrl.trim() !== '' && model.trim() !== '';
  return (
    <>
      <NativeSelect
        label="Compared by"
        description={fixed ? fixedWords : undefined}
        data={[
          { value: 'embedded', label: 'Tutee itself (built in)' },
          { value: 'endpoint', label: 'An embedding model on a server' },
        ]}
        value={type}
        disabled={fixed}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {type === 'embedded' ? null : (
        <>
          <TextInput
            label="Address of the embedding server"
            placeholder="http://127.0.0.1:11434/v1"
            value={baseUrl}
            readOnly={fixed}
            spellCheck={false}
            onChange={(event) => setBaseUrl(event.currentTarget.value)}
          />
          <TextInput
            label="Embedding model"
            placeholder="nomic-embed-text"
            value={model}
            readOnly={fixed}
            spellCheck={false}
            onChange={(event) => setModel(event.currentTarget.value)}
          />
          <p className="settings-note">
            Memories are compared anew in the background. If the server is not on this machine, their words
            are sent to it.
          </p>
          <div>
            <Button
              disabled={fixed || !complete || !changed}
              onClick={() => void save({ embedder: { type: 'endpoint', baseUrl, model } })}
            >
              Use this server
            </Button>
          </div>
        </>
      )}
    </>
  );
}
