import { NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FocusEvent } from 'react';
import type { Provider } from '../../../../shared/models/provider.ts';
import { client } from '../../../client/client.ts';
import { useRetainedState } from '../../../state/page/use-retained-state.ts';
import { pendingSave } from '../../../state/settings/pending-saves.ts';
import { receiveSettings } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { SavedText } from './saved-text.tsx';
import { t } from '../../../language/translate.ts';

interface ProxyFieldProps {
  readonly provider: Provider;
  readonly save: (proxy: Provider['proxy']) => Promise<boolean>;
}

/** Which way requests to a server take, and how a proxy of its own lets them in. */
export function ProxyField({ provider, save }: ProxyFieldProps) {
  const { proxy } = provider;
  const isSaved = proxy !== 'environment' && proxy !== 'none';
  const [own, setOwn] = useState(isSaved);
  return (
    <>
      <NativeSelect
        label={t('Proxy')}
        description={t('Servers on this machine are always reached straight.')}
        value={own ? 'own' : proxy}
        data={[
          { value: 'environment', label: t('As the system says (HTTPS_PROXY, NO_PROXY)') },
          { value: 'none', label: t('None') },
          { value: 'own', label: t('This one:') },
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setOwn(value === 'own');
          if (value === 'environment' || value === 'none') void save(value);
        }}
      />
      {own ? (
        <SavedText
          label={t('Address of the proxy')}
          description={t('An HTTP proxy, or a SOCKS 5 proxy (socks5://…).')}
          placeholder="http://proxy.example.org:3128"
          value={isSaved ? proxy : ''}
          save={(text) => (text === '' ? Promise.resolve(true) : save(text))}
          Field={TextInput}
        />
      ) : null}
      {own && isSaved ? <ProxyLogin key={proxy} provider={provider} /> : null}
    </>
  );
}

/** The name and password for a proxy. The password is stored with the API keys and never shown again. */
function ProxyLogin({ provider: { id, proxyUser = null } }: Pick<ProxyFieldProps, 'provider'>) {
  // Kept while the user looks elsewhere, and saved when both are there, so that nothing typed is lost.
  const [user, setUser] = useRetainedState(`proxy user ${id}`, '');
  const [password, setPassword] = useRetainedState(`proxy password ${id}`, '');
  const [error, setError] = useState<string | null>(null);
  const set = async (login: { user: string; password: string } | null): Promise<void> => {
    const result = await pendingSave(client.call('providers.setProxyLogin', { id, login }));
    if (result.ok) receiveSettings(result.value);
    setError(result.ok ? null : result.error.message);
    if (!result.ok) return;
    setUser('');
    setPassword('');
  };
  if (proxyUser !== null)
    return (
      <ul className="prices" aria-label={t('Proxy login')}>
        <li>
          <span className="price-model">{proxyUser}</span>
          <span>{t('password stored with the API keys')}</span>
          <Button
            variant="quiet"
            small
            aria-label={t('Remove the proxy login')}
            onClick={() => void set(null)}
          >
            {t('Remove')}
          </Button>
        </li>
      </ul>
    );
  const complete = user.trim() !== '' && password !== '';
  const save = (): void => {
    if (complete) void set({ user: user.trim(), password });
  };
  const saveOnLeaving = ({ currentTarget, relatedTarget }: FocusEvent<HTMLInputElement>): void => {
    if (currentTarget.form?.contains(relatedTarget) !== true) save();
  };
  return (
    <form
      className="header-form"
      aria-label={t('Log in to the proxy')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        label={t('Proxy user name')}
        placeholder={t('If it needs one')}
        value={user}
        error={error}
        spellCheck={false}
        autoComplete="off"
        onBlur={saveOnLeaving}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('Proxy password')}
        value={password}
        autoComplete="off"
        onBlur={saveOnLeaving}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" small disabled={!complete}>
        {t('Save')}
      </Button>
    </form>
  );
}
