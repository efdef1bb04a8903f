import { useRef, useState } from 'react';
import { providerAt } from '../../../../shared/models/presets.ts';
import { tidyAddress } from '../../../../shared/models/tidy-address.ts';
import { baseUrlSchema } from '../../../../shared/settings.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { client } from '../../../client/client.ts';
import { changeProvider, changeProviders, savedProvider } from '../../../state/settings/change-providers.ts';
import { t } from '../../../language/translate.ts';

export interface ProviderAddress {
  readonly text: string;
  /** True while the text differs from the saved one. */
  readonly unsaved: boolean;
  readonly error: string | undefined;
  /** How the typed address was corrected; null when it was not. */
  readonly said: string | null;
  readonly type: (text: string) => void;
  /** Sets an address without typing. */
  readonly choose: (baseUrl: string) => void;
  /** Resolves to whether the field's value is saved. */
  readonly commit: () => Promise<boolean>;
  /** The id of the provider that has the address by now; null: none yet. */
  readonly id: () => string | null;
}

type Save = (changes: Partial<Settings>) => Promise<boolean>;

/**
 * The address of a provider, which is created with its first address. Typed text is normalised and saved at once; then the server is
 * queried, and a corrected address is saved in its place.
 */
export function useProviderAddress(
  providerId: string | null,
  saved: string | null,
  save: Save,
  onAdded: (id: string) => void,
): ProviderAddress {
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | undefined>();
  const [said, setSaid] = useState<string | null>(null);
  // Refs beside the state: committing a key may read them before the next render.
  const unsaved = useRef<string | null>(null);
  const id = useRef(providerId);
  const underWay = useRef<{ text: string; saved: Promise<boolean> } | null>(null);
  const type = (text: string): void => {
    unsaved.current = text;
    setTyped(text);
    setError(undefined);
    setSaid(null);
  };
  const settle = (text: string): void => {
    if (unsaved.current !== text) return;
    unsaved.current = null;
    setTyped(null);
  };
  const store = async (text: string): Promise<boolean> => {
    const { address, apiVersion } = tidyAddress(text);
    const read = baseUrlSchema.safeParse(address);
    if (!read.success) {
      setError(text.trim() === '' ? emptyNote : (read.error.issues[0]?.message ?? emptyNote));
      return false;
    }
    const baseUrl = read.data;
    if (!(await storeAddress(baseUrl, apiVersion))) return false;
    settle(text);
    void mend(text, baseUrl);
    return true;
  };
  const storeAddress = async (baseUrl: string, apiVersion: string | null): Promise<boolean> => {
    const fields = { baseUrl, ...(apiVersion !== null && { apiVersion }) };
    if (id.current !== null) return await changeProvider(save, id.current, fields);
    let added = '';
    const isSaved = await changeProviders(save, (providers, settings) => {
      const provider = { ...providerAt(baseUrl, providers), ...fields, model: settings.model };
      added = provider.id;
      const isFirst = settings.defaultProvider === null;
      const model = isFirst ? settings.model : null;
      return {
        providers: [...providers, { ...provider, model }],
        ...(isFirst && { defaultProvider: provider.id }),
      };
    });
    if (isSaved) {
      id.current = added;
      onAdded(added);
    }
    return isSaved;
  };
  const mend = async (text: string, baseUrl: string): Promise<void> => {
    const provider = id.current;
    if (provider === null) return;
    const result = await client.call('models.mendAddress', { text, provider });
    // Another address may have been typed meanwhile, or the provider removed.
    if (!result.ok || unsaved.current !== null || savedProvider(provider)?.baseUrl !== baseUrl) return;
    if (result.value.baseUrl !== baseUrl)
      await changeProvider(save, provider, { baseUrl: result.value.baseUrl });
    setSaid(result.value.said);
  };
  const begin = (text: string): Promise<boolean> => {
    if (underWay.current?.text === text) return underWay.current.saved;
    const saving = { text, saved: store(text) };
    underWay.current = saving;
    void saving.saved.finally(() => {
      if (underWay.current === saving) underWay.current = null;
    });
    return saving.saved;
  };
  return {
    text: typed ?? saved ?? '',
    unsaved: typed !== null,
    error,
    said,
    type,
    choose: (baseUrl) => {
      type(baseUrl);
      void begin(baseUrl);
    },
    commit: async () => {
      const text = unsaved.current;
      if (text === null) return true;
      // A bare "http://" is not an address yet, nor is an empty field.
      if (isBegun(text) && id.current === null) return true;
      const before = savedProvider(id.current)?.baseUrl ?? null;
      if (underWay.current === null && text.trim() === before) {
        settle(text);
        return true;
      }
      return begin(text);
    },
    id: () => id.current,
  };
}

/** True unless the text is only a scheme, or a preset in which the user's part is missing. */
function isBegun(text: string): boolean {
  return /^(https?:\/{0,2})?$/i.test(text.trim()) || text.includes('//your-resource.');
}

const emptyNote = t('Type the address of the server, or remove it below.');
