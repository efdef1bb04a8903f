import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DetectedServer } from '../../../../shared/models/model.ts';
import { useFormDraft } from '../../../state/page/form-drafts.ts';
import { useFixed } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ComparingLine } from './comparing-line.tsx';
import { detectServers } from '../models/detect-servers.ts';
import { embedderChoices, listedChoice } from './embedder-choices.ts';
import type { SavingProps } from '../form/saving-props.ts';
import { fixedWords } from '../form/section.tsx';

/** Which embedder compares meanings: the built-in one, one that runs on this machine, or any server's. */
export function EmbedderFields({ settings, save }: SavingProps) {
  const { embedder } = settings;
  const [servers, setServers] = useState<readonly DetectedServer[]>([]);
  const [typing, setTyping] = useFormDraft('embedder is another server', false);
  const fixed = useFixed('embedder');
  useEffect(() => {
    void detectServers().then(setServers);
  }, []);
  const choices = embedderChoices(servers);
  const shown = typing ? 'other' : listedChoice(embedder, choices).value;
  const choose = (value: string): void => {
    const choice = choices.find((one) => one.value === value)?.choice ?? null;
    setTyping(choice === null);
    if (choice !== null && value !== listedChoice(embedder, choices).value) void save({ embedder: choice });
  };
  return (
    <>
      <NativeSelect
        label="Compared by"
        description={fixed ? fixedWords : undefined}
        data={choices.map(({ value, label }) => ({ value, label }))}
        value={shown}
        disabled={fixed}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {shown === 'other' ? (
        <ServerFields settings={settings} save={save} onSaved={() => setTyping(false)} />
      ) : null}
      <ComparingLine />
    </>
  );
}

function ServerFields({ settings, save, onSaved }: SavingProps & { readonly onSaved: () => void }) {
  const { embedder } = settings;
  const saved = embedder.type === 'endpoint' ? embedder : { baseUrl: '', model: '' };
  const [baseUrl, setBaseUrl] = useFormDraft('address of the embedder', saved.baseUrl);
  const [model, setModel] = useFormDraft('model of the embedder', saved.model);
  const fixed = useFixed('embedder');
  const changed = baseUrl.trim() !== saved.baseUrl || model.trim() !== saved.model;
  const complete = baseUrl.trim() !== '' && model.trim() !== '';
  const use = async (): Promise<void> => {
    if (await save({ embedder: { type: 'endpoint', baseUrl, model } })) onSaved();
  };
  return (
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
        Memories are compared anew in the background. If the server is not on this machine, their words are
        sent to it.
      </p>
      <div>
        <Button disabled={fixed || !complete || !changed} onClick={() => void use()}>
          Use this server
        </Button>
      </div>
    </>
  );
}
