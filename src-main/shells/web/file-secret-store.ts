import { openKeyFile } from '../key-file.ts';
import type { SecretStore } from '../secret-store.ts';

/** Keys as they are, in a file only this user account may read: a server process has no keychain to ask. */
export function createFileSecretStore(path: string): SecretStore {
  const file = openKeyFile(path);
  return {
    protection: 'file',
    get: (origin) => file.get(origin),
    set: (origin, key) => file.set(origin, key),
    remove: (origin) => file.set(origin, null),
  };
}
