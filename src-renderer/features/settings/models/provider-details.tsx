import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { protocolOf } from '../../../../shared/models/protocol.ts';
import { protocolSchema } from '../../../../shared/models/provider.ts';
import type { Protocol, Provider } from '../../../../shared/models/provider.ts';
import { client } from '../../../client/client.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { changeProvider } from '../../../state/settings/change-providers.ts';
import { receiveSettings, useIsFixed } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import type { useSaveSettings } from '../form/use-save-settings.ts';
import { ProviderHeaders } from './provider-headers.tsx';
import { ProxyField } from './proxy-field.tsx';
import { SavedText } from './saved-text.tsx';
import { t } from '../../../language/translate.ts';

interface ProviderDetailsProps {
  readonly provider: Provider;
  readonly isDefault: boolean;
  readonly saving: ReturnType<typeof useSaveSettings>;
}

/** Rarely needed settings of a server, collapsed, and actions on the server as a whole. */
export function ProviderDetails({ provider, isDefault, saving }: ProviderDetailsProps) {
  const [open, setOpen] = useState(false);
  const fixed = useIsFixed('baseUrl');
  const change = (fields: Partial<Provider>) => changeProvider(saving.save, provider.id, fields);
  return (
    <>
      <button type="button" className="details-door" aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={15} stroke={1.7} aria-hidden />
        {t('Protocol, headers, proxy and certificates')}
      </button>
      {open ? (
        <div className="provider-details">
          <ProtocolField provider={provider} save={(protocol) => change({ protocol })} />
          <ProviderHeaders provider={provider} />
          <ProxyField provider={provider} save={(proxy) => change({ proxy, proxyUser: null })} />
          <SavedText
            label={t('Certificates')}
            description={t(
              'That of this server, or of the authority it comes from, in PEM. The system’s stay trusted.',
            )}
            placeholder="-----BEGIN CERTIFICATE-----"
            value={provider.certificates ?? ''}
            save={(text) => change({ certificates: text === '' ? null : text })}
            Field={Textarea}
          />
          <SavedText
            label={t('API version')}
            description={t('Sent as api-version with every request. Older Azure addresses need one.')}
            placeholder="2025-04-01-preview"
            value={provider.apiVersion ?? ''}
            save={(text) => change({ apiVersion: text === '' ? null : text })}
            Field={TextInput}
          />
        </div>
      ) : null}
      <div className="provider-actions">
        {isDefault ? null : (
          <Button disabled={fixed} onClick={() => void saving.save({ defaultProvider: provider.id })}>
            {t('Use for new chats')}
          </Button>
        )}
        <RemoveProvider key={provider.id} provider={provider} />
      </div>
    </>
  );
}

interface ProtocolFieldProps {
  readonly provider: Provider;
  readonly save: (protocol: Protocol | null) => Promise<boolean>;
}

const protocolNames = { openai: 'OpenAI', anthropic: 'Anthropic', google: 'Google Gemini' } as const;

function ProtocolField({ provider: { baseUrl, protocol = null }, save }: ProtocolFieldProps) {
  const told = protocolNames[protocolOf({ baseUrl })];
  return (
    <NativeSelect
      label={t('Protocol')}
      description={t(
        'Anthropic and Google are asked in their own protocols, which know more than their addresses for OpenAI’s.',
      )}
      value={protocol ?? ''}
      data={[
        { value: '', label: t('As the address tells ({{protocol}})', { protocol: told }) },
        ...Object.entries(protocolNames).map(([value, label]) => ({ value, label })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        void save(value === '' ? null : protocolSchema.parse(value))
      }
    />
  );
}

/** Asks for confirmation, because the key is deleted too. */
function RemoveProvider({ provider }: { readonly provider: Provider }) {
  const [asked, setAsked] = useState(false);
  const confirm = useRef<HTMLButtonElement>(null);
  // The pressed button is gone.
  useEffect(() => {
    if (asked) confirm.current?.focus();
  }, [asked]);
  const remove = async (): Promise<void> => {
    const result = await client.call('providers.remove', { id: provider.id });
    if (result.ok) receiveSettings(result.value);
    else showFailure(result.error);
  };
  if (!asked)
    return (
      <Button variant="quiet" onClick={() => setAsked(true)}>
        {t('Remove server')}
      </Button>
    );
  return (
    <span className="remove-provider" role="group" aria-label={t('Remove this server?')}>
      {t('Its key goes too.')}
      <Button ref={confirm} variant="danger" onClick={() => void remove()}>
        {t('Remove {{name}}', { name: provider.name })}
      </Button>
      <Button variant="quiet" onClick={() => setAsked(false)}>
        {t('Keep it')}
      </Button>
    </span>
  );
}
