import { defaultSettings } from '#shared/settings.ts';
import type { SettingName, Settings, SettingsView } from '#shared/settings.ts';

/** Persistent settings. */
export interface SettingsStore {
  /** Saved settings, with defaults for the others. */
  read(): Settings;
  write(changes: Partial<Settings>): void;
}

type Listener = (view: SettingsView, before: Settings) => void;

/**
 * The settings in force. Owns precedence: flags and environment ("fixed") over saved settings over defaults. Does not
 * know where they are stored or what they mean.
 */
export class CurrentSettings {
  readonly #store: SettingsStore;
  readonly #fixed: Partial<Settings>;
  readonly #listeners = new Set<Listener>();
  #settings: Settings;

  constructor(store: SettingsStore, fixed: Partial<Settings>) {
    this.#store = store;
    this.#fixed = fixed;
    this.#settings = { ...store.read(), ...fixed };
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
    this.#store.write(changes);
    const before = this.#settings;
    this.#settings = { ...before, ...changes, ...this.#fixed };
    const view = this.view();
    for (const listener of this.#listeners) listener(view, before);
    return view;
  }

  onChange(listener: Listener): void {
    this.#listeners.add(listener);
  }
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(defaultSettings, name);
}
