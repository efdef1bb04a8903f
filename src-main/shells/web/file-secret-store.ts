import { openKeyFile } from '../key-file.ts';
import type { SecretStore } from '../secret-store.ts';

/** Stores keys unencrypted in a file readable by this user account only: a server process has no keychain. */
export function createFileSecretStore(path: string): SecretStore {
  const file = openKeyFile(path);
  return {
    protection: 'file',
    get: (origin) => file.get(origin),
    set: (origin, key) => file.set(origin, key),
    remove: (origin) => file.set(origin, null),
  };
}
