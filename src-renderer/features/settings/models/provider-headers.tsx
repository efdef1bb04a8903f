import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FocusEvent } from 'react';
import type { Provider } from '../../../../shared/models/provider.ts';
import { client } from '../../../client/client.ts';
import { useRetainedState } from '../../../state/page/use-retained-state.ts';
import { pendingSave } from '../../../state/settings/pending-saves.ts';
import { receiveSettings } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

/** Additional headers of a server. Their values are stored with the keys and never shown again. */
export function ProviderHeaders({ provider: { id, headerNames } }: { readonly provider: Provider }) {
  // Kept while the user looks elsewhere, and added when both are there, so that nothing typed is lost.
  const [name, setName] = useRetainedState(`header name ${id}`, '');
  const [value, setValue] = useRetainedState(`header value ${id}`, '');
  const [error, setError] = useState<string | null>(null);
  const set = async (header: string, to: string | null): Promise<boolean> => {
    const result = await pendingSave(client.call('providers.setHeader', { id, name: header, value: to }));
    if (result.ok) receiveSettings(result.value);
    setError(result.ok ? null : result.error.message);
    return result.ok;
  };
  const add = async (): Promise<void> => {
    if (!(await set(name.trim(), value.trim()))) return;
    setName('');
    setValue('');
  };
  const complete = name.trim() !== '' && value.trim() !== '';
  const addOnLeaving = ({ currentTarget, relatedTarget }: FocusEvent<HTMLInputElement>): void => {
    if (complete && currentTarget.form?.contains(relatedTarget) !== true) void add();
  };
  return (
    <>
      {headerNames.length === 0 ? null : (
        <ul className="prices" aria-label={t('Headers')}>
          {headerNames.map((header) => (
            <li key={header}>
              <span className="price-model">{header}</span>
              <span>{t('value stored with the API keys')}</span>
              <Button
                variant="quiet"
                small
                aria-label={t('Remove the header {{name}}', { name: header })}
                onClick={() => void set(header, null)}
              >
                {t('Remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="header-form"
        aria-label={t('Add a header')}
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) void add();
        }}
      >
        <TextInput
          label={t('Header')}
          placeholder="X-Team"
          value={name}
          error={error}
          spellCheck={false}
          autoComplete="off"
          onBlur={addOnLeaving}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('Value')}
          value={value}
          spellCheck={false}
          autoComplete="off"
          onBlur={addOnLeaving}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!complete}>
          {t('Add header')}
        </Button>
      </form>
    </>
  );
}
