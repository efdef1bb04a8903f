import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage as electronStorage } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { createKeychainSecretStore } from '#main/shells/electron/keychain-secret-store.ts';
import { resetElectron, safeStorage } from '../../support/electron-double.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const origin = 'https://api.openai.com';

beforeEach(() => resetElectron());

function open(path = join(temporaryFolder(), 'keychain.json'), platform: NodeJS.Platform = 'linux') {
  return { path, store: createKeychainSecretStore(path, electronStorage, platform) };
}

describe('keys in the keychain', () => {
  it('are restored, and are encrypted in the file', async () => {
    const { path, store } = open();
    await store.set(origin, 'sk-1');
    expect(await open(path).store.get(origin)).toBe('sk-1');
    expect(readFileSync(path, 'utf8')).not.toContain('sk-1');
    await store.remove(origin);
    expect(await store.get(origin)).toBeNull();
  });

  it('stay stored when they cannot be decrypted now', async () => {
    const { path, store } = open();
    await store.set(origin, 'sk-1');
    const before = readFileSync(path, 'utf8');
    safeStorage.locked = true;
    await expect(store.get(origin)).rejects.toMatchObject({ code: 'folder_unusable' });
    expect(readFileSync(path, 'utf8')).toBe(before);
    safeStorage.locked = false;
    expect(await store.get(origin)).toBe('sk-1');
  });

  it('are not stored at all when they cannot be encrypted', async () => {
    const { store } = open();
    await store.set(origin, 'sk-1');
    safeStorage.locked = true;
    await expect(store.set(origin, 'sk-2')).rejects.toMatchObject({ code: 'folder_unusable' });
    safeStorage.locked = false;
    expect(await store.get(origin)).toBe('sk-1');
  });

  it('are re-encrypted when the system asks for it', async () => {
    const { path, store } = open();
    await store.set(origin, 'sk-1');
    safeStorage.shouldReEncrypt = true;
    expect(await store.get(origin)).toBe('sk-1');
    safeStorage.shouldReEncrypt = false;
    expect(await open(path).store.get(origin)).toBe('sk-1');
  });

  it.each([
    ['linux', 'gnome_libsecret', 'keychain', false],
    ['linux', 'kwallet6', 'keychain', false],
    ['linux', 'basic_text', 'basic', true],
    ['linux', 'unknown', 'basic', true],
    ['darwin', 'basic_text', 'keychain', false],
    ['win32', 'basic_text', 'keychain', false],
  ] as const)('on %s with %s are protected by: %s', (platform, backend, protection, plainText) => {
    safeStorage.backend = backend;
    expect(open(undefined, platform).store.protection).toBe(protection);
    expect(safeStorage.plainText).toBe(plainText);
  });
});
