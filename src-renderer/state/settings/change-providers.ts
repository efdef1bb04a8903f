/**
 * Changes of providers, one after another: each begins with what the one before saved, so that two fields that are left at
 * the same time cannot overwrite each other.
 */
import { providerAt } from '../../../shared/models/presets.ts';
import type { Provider } from '../../../shared/models/provider.ts';
import type { Settings } from '../../../shared/settings.ts';
import { savedSettings } from './settings-store.ts';

type Save = (changes: Partial<Settings>) => Promise<boolean>;

let last: Promise<unknown> = Promise.resolve();

/** @param change what to save, from the providers as they are then; null: nothing. Resolves to whether it is saved. */
export function changeProviders(
  save: Save,
  change: (providers: readonly Provider[], settings: Settings) => Partial<Settings> | null,
): Promise<boolean> {
  const changed = last.then(async () => {
    const settings = savedSettings();
    const changes = settings === null ? null : change(settings.providers, settings);
    return changes === null ? settings !== null : await save(changes);
  });
  last = changed.catch(() => undefined);
  return changed;
}

/** Changes fields of one provider; saves nothing when it is gone. */
export function changeProvider(save: Save, id: string, fields: Partial<Provider>): Promise<boolean> {
  return changeProviders(save, (providers) => ({
    providers: providers.map((provider) => (provider.id === id ? { ...provider, ...fields } : provider)),
  }));
}

/** Adds a provider at an address unless there is one; the first becomes the default. Resolves to its id; null: not saved. */
export async function addProviderAt(save: Save, baseUrl: string): Promise<string | null> {
  let id = '';
  const saved = await changeProviders(save, (current, { defaultProvider }) => {
    const known = current.find((provider) => provider.baseUrl === baseUrl);
    const provider = known ?? providerAt(baseUrl, current);
    ({ id } = provider);
    return {
      providers: known === undefined ? [...current, provider] : [...current],
      ...(defaultProvider === null && { defaultProvider: id }),
    };
  });
  return saved ? id : null;
}

export function savedProvider(id: string | null): Provider | null {
  return savedSettings()?.providers.find((provider) => provider.id === id) ?? null;
}
