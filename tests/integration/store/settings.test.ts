import { describe, expect, it } from 'vitest';
import { defaultSettings, settingsSchema } from '#shared/settings.ts';
import { inspect, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('settings', () => {
  it('have defaults until changed, and persist', () => {
    const dataDir = temporaryFolder();
    const store = openStore(dataDir);
    expect(store.settings.all()).toEqual(defaultSettings);
    const changes = {
      theme: 'dark',
      baseUrl: 'http://127.0.0.1:11434/v1',
      recall: false,
      embedder: { type: 'endpoint', baseUrl: 'http://127.0.0.1:1234/v1', model: 'e5' },
    } as const;
    expect(store.settings.patch(changes)).toEqual({ ...defaultSettings, ...changes });
    store.settings.patch({ recall: true });
    store.close();
    expect(openStore(dataDir).settings.load()).toEqual({
      settings: { ...defaultSettings, ...changes, recall: true },
      notices: [],
    });
  });

  it('can be set back to null', () => {
    const { settings } = openStore();
    settings.patch({ model: 'm' });
    expect(settings.patch({ model: null }).model).toBeNull();
  });

  it('fall back to their defaults one by one when damaged, and are reported', () => {
    const dataDir = temporaryFolder();
    const { settings } = openStore(dataDir);
    settings.patch({ theme: 'light', memoryTokens: 500 });
    const database = inspect(dataDir);
    const put = database.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
    put.run('theme', '"mauve"');
    put.run('learning', 'not JSON');
    put.run('memoryTokens', '1e99');
    put.run('baseUrl', '"file:///etc/passwd"');
    put.run('recall', 'false');
    put.run('fromTheFuture', '1');
    put.run('__proto__', '{"recall": true}');
    const loaded = settings.load();
    expect(loaded.settings).toEqual({ ...defaultSettings, recall: false });
    expect(settingsSchema.parse(loaded.settings)).toEqual(loaded.settings);
    expect(loaded.notices).toHaveLength(4);
    for (const name of ['theme', 'learning', 'memoryTokens', 'baseUrl']) {
      expect(loaded.notices.join(' ')).toContain(`"${name}"`);
    }
    settings.patch({ theme: 'dark' });
    expect(settings.load().notices).toHaveLength(3);
    expect(database.prepare(`SELECT value FROM settings WHERE name = 'fromTheFuture'`).pluck().get()).toBe(
      '1',
    );
  });
});
