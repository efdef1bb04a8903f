/**
 * Keeps `baseUrl` and `model` of the settings in step with the default provider. Scripts, the environment and older data
 * know only these two; the page changes providers.
 */
import { providerAt } from '#shared/models/presets.ts';
import type { Provider } from '#shared/models/provider.ts';
import type { Settings } from '#shared/settings.ts';

const MOST_PROVIDERS = 50;

/**
 * Settings in their normal form: the default provider exists and has the address and the model of the settings. Settings
 * from before there were providers get one for their address; its id depends on the address alone.
 */
export function withDefaultProvider(settings: Settings): Settings {
  const { providers, baseUrl, model } = settings;
  const chosen = providers.find(({ id }) => id === settings.defaultProvider);
  if (baseUrl === null && chosen?.baseUrl !== null) return { ...settings, defaultProvider: null };
  const isInside = baseUrl === null;
  const fits = chosen !== undefined && (isInside || chosen.baseUrl === baseUrl);
  const found = fits ? chosen : providers.find((provider) => provider.baseUrl === baseUrl);
  if (found !== undefined) {
    if (found.model === model && found.id === settings.defaultProvider) return settings;
    return {
      ...settings,
      providers: providers.map((provider) => (provider === found ? { ...provider, model } : provider)),
      defaultProvider: found.id,
    };
  }
  if (baseUrl === null) return { ...settings, defaultProvider: null };
  const added = { ...providerAt(baseUrl, providers), model };
  return { ...settings, providers: [...withRoom(providers), added], defaultProvider: added.id };
}

/** Applies changes, given as one of the two views or both, to settings in normal form. `defaultProvider` wins over `baseUrl`. */
export function changedSettings(before: Settings, changes: Partial<Settings>): Settings {
  const next = { ...before, ...changes };
  if (changes.defaultProvider !== undefined) return withDefaultProvider(chosenById(next, changes));
  if (changes.baseUrl !== undefined) return withDefaultProvider(chosenByAddress(before, next, changes));
  // The default provider may have been edited or removed.
  if (changes.providers !== undefined) return withDefaultProvider(chosenById(next, changes));
  return withDefaultProvider(next);
}

function chosenById(next: Settings, { model }: Partial<Settings>): Settings {
  const chosen = next.providers.find(({ id }) => id === next.defaultProvider);
  if (chosen === undefined) return { ...next, defaultProvider: null, baseUrl: null, model: null };
  return { ...next, baseUrl: chosen.baseUrl, model: model === undefined ? chosen.model : model };
}

function chosenByAddress(before: Settings, next: Settings, { model }: Partial<Settings>): Settings {
  if (next.baseUrl === before.baseUrl || model !== undefined) return next;
  const found = next.providers.find(({ baseUrl }) => baseUrl === next.baseUrl);
  return found === undefined ? next : { ...next, model: found.model };
}

/** If there are too many providers, drops the oldest one that has nothing but an address. */
function withRoom(providers: readonly Provider[]): Provider[] {
  if (providers.length < MOST_PROVIDERS) return [...providers];
  const plain = providers.find(({ kind, headerNames }) => kind === 'other' && headerNames.length === 0);
  return providers.filter((provider) => provider !== (plain ?? providers[0]));
}
