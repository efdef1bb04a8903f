import type { SafeStorage } from 'electron';
import { TuteeError } from '#shared/errors.ts';
import { openKeyFile, type KeyFile } from '../key-file.ts';
import type { SecretStore } from '../secret-store.ts';

/**
 * Keys encrypted by the system's keychain, the ciphertext in a file. What cannot be decrypted now stays where it is: the
 * keychain may be locked today and open tomorrow. Create it after the app is ready, when the keychain is known.
 */
export function createKeychainSecretStore(
  path: string,
  safeStorage: SafeStorage,
  platform: NodeJS.Platform = process.platform,
): SecretStore {
  const file = openKeyFile(path);
  const basic =
    platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
  // Without a keyring Electron refuses to encrypt unless told that scrambling is better than nothing.
  if (basic) safeStorage.setUsePlainTextEncryption(true);
  return {
    protection: basic ? 'basic' : 'keychain',
    get: async (origin) => {
      const stored = await file.get(origin);
      return stored === null ? null : decrypt(safeStorage, file, origin, stored);
    },
    set: async (origin, key) => file.set(origin, await encrypt(safeStorage, key)),
    remove: (origin) => file.set(origin, null),
  };
}

async function encrypt(safeStorage: SafeStorage, key: string): Promise<string> {
  try {
    if (await safeStorage.isAsyncEncryptionAvailable()) {
      return (await safeStorage.encryptStringAsync(key)).toString('base64');
    }
  } catch (error) {
    throw locked('The API key was not stored.', error);
  }
  throw locked('The API key was not stored.', undefined);
}

async function decrypt(
  safeStorage: SafeStorage,
  file: KeyFile,
  origin: string,
  stored: string,
): Promise<string> {
  try {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(stored, 'base64'));
    // The keychain changed its own key. The old ciphertext still works, so failing to renew it is no failure here.
    if (shouldReEncrypt) await renew(safeStorage, file, origin, result);
    return result;
  } catch (error) {
    throw locked('The stored API key cannot be read now; it was kept.', error);
  }
}

async function renew(safeStorage: SafeStorage, file: KeyFile, origin: string, key: string): Promise<void> {
  try {
    await file.set(origin, await encrypt(safeStorage, key));
  } catch {
    // The next start tries again.
  }
}

function locked(what: string, cause: unknown): TuteeError {
  return new TuteeError('folder_unusable', `${what} Unlock the system's keychain and try again.`, {
    detail: cause instanceof Error ? cause.message : undefined,
    cause,
  });
}
