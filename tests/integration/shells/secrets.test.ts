import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileSecretStore } from '#main/shells/web/file-secret-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const origin = 'https://api.openai.com';

describe('keys in a file', () => {
  it('are stored by origin, readable by this user only', async () => {
    const path = join(temporaryFolder(), 'secrets.json');
    const store = createFileSecretStore(path);
    expect(await store.get(origin)).toBeNull();
    await store.set(origin, 'sk-1');
    await store.set('http://127.0.0.1:1234', 'sk-2');
    expect(await createFileSecretStore(path).get(origin)).toBe('sk-1');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    await store.remove(origin);
    expect(await store.get(origin)).toBeNull();
    expect(readFileSync(path, 'utf8')).not.toContain('sk-1');
    expect(readdirSync(join(path, '..'))).toEqual(['secrets.json']);
  });

  it('survive many changes at once', async () => {
    const store = createFileSecretStore(join(temporaryFolder(), 'secrets.json'));
    const origins = Array.from({ length: 20 }, (_, index) => `http://127.0.0.1:${index + 1}`);
    await Promise.all(origins.map((name, index) => store.set(name, `key-${index}`)));
    const read = await Promise.all(origins.map((name) => store.get(name)));
    expect(read).toEqual(origins.map((_, index) => `key-${index}`));
  });

  it.each(['constructor', 'toString'])('are not confused by the name %s', async (name) => {
    const store = createFileSecretStore(join(temporaryFolder(), 'secrets.json'));
    expect(await store.get(name)).toBeNull();
    await store.set(name, 'sk-1');
    expect(await store.get(name)).toBe('sk-1');
    await store.remove(name);
    expect(await store.get(name)).toBeNull();
  });

  it.each(['', '{', '[]', '{"version":2,"keys":{}}', '{"version":1,"keys":{"a":1}}'])(
    'in a malformed file (%j) are set aside and reported, then new ones can be stored',
    async (content) => {
      const folder = temporaryFolder();
      const path = join(folder, 'secrets.json');
      writeFileSync(path, content);
      const store = createFileSecretStore(path);
      await expect(store.set(origin, 'sk-1')).rejects.toMatchObject({ code: 'folder_unusable' });
      const [aside = ''] = readdirSync(folder);
      expect(aside).toMatch(/^secrets\.json\.broken-/);
      expect(readFileSync(join(folder, aside), 'utf8')).toBe(content);
      await store.set(origin, 'sk-2');
      expect(await store.get(origin)).toBe('sk-2');
    },
  );

  it('in a folder that cannot be written are an error, not a loss', async () => {
    const store = createFileSecretStore(join(temporaryFolder(), 'missing', 'secrets.json'));
    await expect(store.set(origin, 'sk-1')).rejects.toMatchObject({ code: 'folder_unusable' });
  });
});
