import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Settings } from '../../../shared/settings.ts';
import { useFixed } from '../../state/settings-store.ts';
import { ConnectionTest } from './connection-test.tsx';
import { KeyField } from './key-field.tsx';
import { ModelField } from './model-field.tsx';
import { presetOf, presets } from './presets.ts';
import { fixedWords } from './section.tsx';
import type { useSaving } from './use-saving.ts';

interface ServerFormProps {
  readonly settings: Settings;
  readonly saving: ReturnType<typeof useSaving>;
}

/** Address, key and model of the server. Each field saves by itself when it is left. */
export function ServerForm({ settings, saving }: ServerFormProps) {
  const [baseUrl, setBaseUrl] = useState(settings.baseUrl ?? '');
  const fixed = useFixed('baseUrl');
  const saveBaseUrl = async (text: string): Promise<void> => {
    const wanted = text.trim() === '' ? null : text.trim();
    if (wanted !== settings.baseUrl) await saving.save({ baseUrl: wanted });
  };
  const choosePreset = (address: string): void => {
    setBaseUrl(address);
    void saving.save({ baseUrl: address, model: null });
  };
  const chosen = presetOf(baseUrl);
  return (
    <div className="server-form">
      <div role="group" aria-label="Presets" className="filters">
        {presets.map(({ id, label, baseUrl: address }) => (
          <button
            key={id}
            type="button"
            className="preset"
            aria-pressed={chosen === id}
            disabled={fixed}
            onClick={() => choosePreset(address)}
          >
            {label}
          </button>
        ))}
        <button
          type="button"
          className="preset"
          aria-pressed={chosen === null && baseUrl !== ''}
          disabled={fixed}
          onClick={() => setBaseUrl('http://')}
        >
          Other
        </button>
      </div>
      <TextInput
        label="Base URL"
        description={fixed ? fixedWords : undefined}
        placeholder="http://127.0.0.1:11434/v1"
        value={baseUrl}
        readOnly={fixed}
        error={saving.error?.message}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setBaseUrl(event.currentTarget.value)}
        onBlur={() => void saveBaseUrl(baseUrl)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void saveBaseUrl(baseUrl);
        }}
      />
      <KeyField baseUrl={settings.baseUrl} />
      <ModelField
        key={`model of ${settings.baseUrl}`}
        settings={settings}
        save={(model) => saving.save({ model })}
      />
      <ConnectionTest settings={settings} />
    </div>
  );
}
