/**
 * Serialises changes of providers: each change starts from the result of the previous one, so that two fields that lose the focus at the
 * same time cannot overwrite each other.
 */
import { providerAt } from '../../../shared/models/presets.ts';
import type { Provider } from '../../../shared/models/provider.ts';
import type { Settings } from '../../../shared/settings.ts';
import { savedSettings } from './settings-store.ts';

type Save = (changes: Partial<Settings>) => Promise<boolean>;

let last: Promise<unknown> = Promise.resolve();

/**
 * Resolves to whether it was saved.
 * @param change returns the new providers; null: saves nothing
 */
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

/** Changes fields of one provider; does nothing if it was removed. */
export function changeProvider(save: Save, id: string, fields: Partial<Provider>): Promise<boolean> {
  return changeProviders(save, (providers) => ({
    providers: providers.map((provider) => (provider.id === id ? { ...provider, ...fields } : provider)),
  }));
}

/** Adds a provider with an address unless one exists; the first becomes the default. Resolves to its id; null: not saved. */
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
