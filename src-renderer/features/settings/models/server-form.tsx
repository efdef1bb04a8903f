import { useRef, useState } from 'react';
import type { Settings } from '../../../../shared/settings.ts';
import { savedSettings, useIsFixed } from '../../../state/settings/settings-store.ts';
import { BaseUrlField } from './base-url-field.tsx';
import { ConnectionTest } from './connection-test.tsx';
import { KeyField } from './key-field.tsx';
import { ModelField } from './model-field.tsx';
import { presetOf, presets } from './presets.ts';
import type { useSaveSettings } from '../form/use-save-settings.ts';

interface ServerFormProps {
  readonly settings: Settings;
  readonly saving: ReturnType<typeof useSaveSettings>;
}

/** The server's address, key and model. Each field saves itself on blur. */
export function ServerForm({ settings, saving }: ServerFormProps) {
  const address = useAddress(settings, saving);
  const [changes, setChanges] = useState(0);
  const fixed = useIsFixed('baseUrl');
  const chosen = presetOf(address.text);
  return (
    <div className="server-form">
      <div role="group" aria-label="Presets" className="filters">
        {presets.map(({ id, label, baseUrl }) => (
          <button
            key={id}
            type="button"
            className="preset"
            aria-pressed={chosen === id}
            disabled={fixed}
            onClick={() => address.choose(baseUrl)}
          >
            {label}
          </button>
        ))}
        <button
          type="button"
          className="preset"
          aria-pressed={chosen === null && address.text !== ''}
          disabled={fixed}
          onClick={() => address.type('http://')}
        >
          Other
        </button>
      </div>
      <BaseUrlField
        text={address.text}
        error={saving.error?.message}
        onType={address.type}
        commit={address.commit}
      />
      <KeyField
        baseUrl={settings.baseUrl}
        addressTyped={address.unsaved && address.text.trim() !== ''}
        commitAddress={address.commit}
        onChange={() => setChanges((count) => count + 1)}
      />
      <ModelField settings={settings} save={(model) => saving.save({ model })} />
      <ConnectionTest settings={settings} changes={changes} />
    </div>
  );
}

interface Address {
  readonly text: string;
  /** True while the text differs from the saved one. */
  readonly unsaved: boolean;
  readonly type: (text: string) => void;
  readonly choose: (baseUrl: string) => void;
  /** Resolves to whether the field's value is saved. */
  readonly commit: () => Promise<boolean>;
}

function useAddress(settings: Settings, { save }: ReturnType<typeof useSaveSettings>): Address {
  const [typed, setTyped] = useState<string | null>(null);
  // A ref beside the state: committing a key may read it before the next render.
  const unsaved = useRef<string | null>(null);
  const underWay = useRef<{ text: string; saved: Promise<boolean> } | null>(null);
  const type = (text: string): void => {
    unsaved.current = text;
    setTyped(text);
  };
  const store = async (text: string, changes: Partial<Settings>): Promise<boolean> => {
    const saved = await save(changes);
    if (saved && unsaved.current === text) {
      unsaved.current = null;
      setTyped(null);
    }
    return saved;
  };
  const begin = (text: string, changes: Partial<Settings>): Promise<boolean> => {
    if (underWay.current?.text === text) return underWay.current.saved;
    const saving = { text, saved: store(text, changes) };
    underWay.current = saving;
    void saving.saved.finally(() => {
      if (underWay.current === saving) underWay.current = null;
    });
    return saving.saved;
  };
  return {
    text: typed ?? settings.baseUrl ?? '',
    unsaved: typed !== null,
    type,
    choose: (baseUrl) => {
      type(baseUrl);
      void begin(baseUrl, { baseUrl, model: null });
    },
    commit: async () => {
      const text = unsaved.current;
      if (text === null) return true;
      // The bare "http://" that "Other" inserts is not an address yet.
      if (/^https?:\/{0,2}$/i.test(text.trim())) return true;
      const baseUrl = text.trim() === '' ? null : text.trim();
      if (underWay.current === null && baseUrl === (savedSettings()?.baseUrl ?? null)) {
        unsaved.current = null;
        setTyped(null);
        return true;
      }
      return begin(text, { baseUrl });
    },
  };
}
