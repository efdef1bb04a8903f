/** Settings in the database: one row per changed setting. An invalid row never stops the app. */
import type { Database, Statement } from 'better-sqlite3';
import { defaultSettings, settingsSchema } from '#shared/settings.ts';
import type { SettingName, Settings } from '#shared/settings.ts';
import { transact } from './database/transact.ts';

export interface LoadedSettings {
  readonly settings: Settings;
  /** Settings whose saved value was invalid, as sentences for the user. */
  readonly notices: readonly string[];
}

const names = Object.keys(defaultSettings) as SettingName[];

export class SettingsRepository {
  readonly #database: Database;
  readonly #all: Statement<[], { name: string; value: string }>;
  readonly #put: Statement<[string, string]>;

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare('SELECT name, value FROM settings');
    this.#put = database.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
  }

  /** All settings, saved or default. Rows of unknown names, such as those of a newer version, are left alone. */
  load(): LoadedSettings {
    const rows = new Map(this.#all.all().map((row) => [row.name, row.value]));
    const notices: string[] = [];
    const saved: Partial<Record<SettingName, unknown>> = {};
    for (const name of names) {
      const text = rows.get(name);
      if (text === undefined) continue;
      const read = settingsSchema.shape[name].safeParse(parsed(text));
      if (read.success) saved[name] = read.data;
      else notices.push(`The saved setting "${name}" could not be read, so its default is used.`);
    }
    return { settings: { ...defaultSettings, ...(saved as Partial<Settings>) }, notices };
  }

  all(): Settings {
    return this.load().settings;
  }

  /** Saves the given settings, which are already validated, and leaves the others. */
  patch(changes: Partial<Settings>): Settings {
    transact(this.#database, () => {
      for (const name of names) {
        const value = changes[name];
        if (value !== undefined) this.#put.run(name, JSON.stringify(value));
      }
    });
    return this.all();
  }
}

/** Undefined, which no setting allows, when the text is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
