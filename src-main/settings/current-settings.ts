import { isDeepStrictEqual } from 'node:util';
import { defaultSettings } from '#shared/settings.ts';
import type { SettingName, Settings, SettingsView } from '#shared/settings.ts';
import { changedSettings, withDefaultProvider } from './default-provider.ts';

/** Persistent settings. */
export interface SettingsStore {
  /** Saved settings, with defaults for the others. */
  read(): Settings;
  write(changes: Partial<Settings>): void;
}

type Listener = (view: SettingsView, before: Settings) => void;

/**
 * The effective settings. Owns precedence: flags and environment ("fixed") over saved settings over defaults. Does not know where they are
 * stored or what they mean.
 */
export class CurrentSettings {
  readonly #store: SettingsStore;
  readonly #fixed: Partial<Settings>;
  readonly #listeners = new Set<Listener>();
  /** The stored settings, which may be from before there were providers. */
  #stored: Settings;
  /** What the next start without flags and environment begins with. */
  #saved: Settings;
  #settings: Settings;

  constructor(store: SettingsStore, fixed: Partial<Settings>) {
    this.#store = store;
    this.#fixed = fixed;
    this.#stored = store.read();
    this.#saved = withDefaultProvider(this.#stored);
    this.#settings = changedSettings(this.#saved, fixed);
  }

  get(): Settings {
    return this.#settings;
  }

  view(): SettingsView {
    return { settings: this.#settings, fixed: Object.keys(this.#fixed).filter(isSettingName) };
  }

  /**
   * Saves all changes or none. Changes of fixed settings are saved too and take effect once they are no longer fixed.
   */
  update(changes: Partial<Settings>): SettingsView {
    const saved = changedSettings(this.#saved, this.#withoutFixed(changes));
    this.#store.write(toStore(this.#stored, saved, changes));
    this.#stored = saved;
    this.#saved = saved;
    const before = this.#settings;
    this.#settings = changedSettings(saved, this.#fixed);
    const view = this.view();
    for (const listener of this.#listeners) listener(view, before);
    return view;
  }

  /** Without the provider that exists only because of a fixed address. */
  #withoutFixed(changes: Partial<Settings>): Partial<Settings> {
    const { providers, defaultProvider, ...others } = changes;
    const isSaved = (id: string) => this.#saved.providers.some((provider) => provider.id === id);
    const ofThisRun = this.#settings.providers.filter(({ id }) => !isSaved(id));
    const kept = providers?.filter((provider) => !ofThisRun.some((one) => isDeepStrictEqual(one, provider)));
    const known = (id: string) => isSaved(id) || kept?.some((provider) => provider.id === id) === true;
    return {
      ...others,
      ...(kept !== undefined && { providers: kept }),
      ...(defaultProvider !== undefined &&
        (defaultProvider === null || known(defaultProvider)) && { defaultProvider }),
    };
  }

  onChange(listener: Listener): void {
    this.#listeners.add(listener);
  }
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(defaultSettings, name);
}

/** The changes that were requested, even if they equal the current default, and those that follow from them. */
function toStore(stored: Settings, saved: Settings, asked: Partial<Settings>): Partial<Settings> {
  const changed = (name: SettingName) =>
    asked[name] !== undefined || !isDeepStrictEqual(saved[name], stored[name]);
  return Object.fromEntries(
    Object.keys(saved)
      .filter(isSettingName)
      .filter(changed)
      .map((name) => [name, saved[name]]),
  );
}
