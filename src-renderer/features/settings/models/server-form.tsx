import { useState } from 'react';
import type { Settings } from '../../../../shared/settings.ts';
import { changeProvider } from '../../../state/settings/change-providers.ts';
import { useIsFixed } from '../../../state/settings/settings-store.ts';
import type { useSaveSettings } from '../form/use-save-settings.ts';
import { BaseUrlField } from './base-url-field.tsx';
import { ConnectionTest } from './connection-test.tsx';
import { KeyField } from './key-field.tsx';
import { ModelFacts } from './model-facts.tsx';
import { ModelField } from './model-field.tsx';
import { presetOf, programs, services } from './presets.ts';
import { ProviderDetails } from './provider-details.tsx';
import { ProviderName } from './provider-name.tsx';
import { useProviderAddress } from './use-provider-address.ts';
import type { ProviderAddress } from './use-provider-address.ts';
import { t } from '../../../language/translate.ts';

interface ServerFormProps {
  readonly settings: Settings;
  readonly saving: ReturnType<typeof useSaveSettings>;
  /** The provider to edit; null: one that is added with its address. */
  readonly initialId: string | null;
  readonly onAdded: (id: string) => void;
}

/** One server: its address, key and model. Each field saves itself on blur. */
export function ServerForm({ settings, saving, initialId, onAdded }: ServerFormProps) {
  const [id, setId] = useState(initialId);
  const provider = settings.providers.find((one) => one.id === id) ?? null;
  const address = useProviderAddress(initialId, provider?.baseUrl ?? null, saving.save, (added) => {
    setId(added);
    onAdded(added);
  });
  const [changes, setChanges] = useState(0);
  const isDefault = provider === null || provider.id === settings.defaultProvider;
  const addressFixed = useIsFixed('baseUrl') && provider !== null && isDefault;
  const modelFixed = useIsFixed('model') && isDefault;
  return (
    <div className="server-form">
      {initialId === null ? <Presets address={address} /> : null}
      {provider === null ? null : (
        <ProviderName
          key={provider.id}
          name={provider.name}
          save={(name) => changeProvider(saving.save, provider.id, { name })}
        />
      )}
      <BaseUrlField
        text={address.text}
        error={address.error ?? saving.error?.message}
        said={address.said}
        fixed={addressFixed}
        onType={address.type}
        commit={address.commit}
      />
      <KeyField
        baseUrl={provider?.baseUrl ?? null}
        addressTyped={address.unsaved && address.text.trim() !== ''}
        commitAddress={address.commit}
        providerId={address.id}
        onChange={() => setChanges((count) => count + 1)}
      />
      <ModelField
        provider={provider}
        fixed={modelFixed}
        saved={provider === null ? settings.model : provider.model}
        save={(model) => {
          const current = address.id();
          return current === null ? saving.save({ model }) : changeProvider(saving.save, current, { model });
        }}
        savedNow={address.id}
      />
      {provider === null || provider.model === null ? null : (
        <ModelFacts
          key={`${provider.id} ${provider.model}`}
          settings={settings}
          model={{ provider: provider.id, model: provider.model }}
        />
      )}
      <ConnectionTest provider={provider} providerId={address.id} changes={changes} />
      {provider === null ? null : (
        <ProviderDetails provider={provider} isDefault={isDefault} saving={saving} />
      )}
    </div>
  );
}

/** The services and programs whose addresses are known. */
function Presets({ address }: { readonly address: ProviderAddress }) {
  const chosen = presetOf(address.text);
  const groups = [
    { name: t('Services'), presets: services },
    { name: t('Programs on this machine'), presets: programs },
  ];
  return (
    <>
      {groups.map(({ name, presets }) => (
        <div key={name} role="group" aria-label={name} className="filters">
          {presets.map(({ kind, name: label, baseUrl }) => (
            <button
              key={kind}
              type="button"
              className="preset"
              aria-pressed={chosen === kind}
              onClick={() => {
                // Azure's address holds a name that only the user knows.
                if (kind === 'azure') address.type(baseUrl);
                else address.choose(baseUrl);
              }}
            >
              {label}
            </button>
          ))}
        </div>
      ))}
    </>
  );
}
