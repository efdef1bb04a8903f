import type { SafeStorage } from 'electron';
import { TuteeError } from '#shared/errors.ts';
import { openKeyFile, type KeyFile } from '../key-file.ts';
import type { SecretStore } from '../secret-store.ts';

/**
 * Encrypts keys with Electron's safeStorage and stores the ciphertext in a file. A key that cannot be decrypted stays stored: the
 * keychain may only be locked. Must be created after the app is ready.
 */
export function createKeychainSecretStore(
  path: string,
  safeStorage: SafeStorage,
  platform: NodeJS.Platform = process.platform,
): SecretStore {
  const file = openKeyFile(path);
  const basic =
    platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
  // Without a keyring Electron encrypts with a fixed key only when plain text encryption is allowed.
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
    // The keychain rotated its key. The old ciphertext still works, so a failed renewal is not an error.
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
