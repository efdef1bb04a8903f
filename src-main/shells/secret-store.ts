/**
 * Stores API keys, one per origin (scheme, host, port); a key is never returned for another origin. Implementations: the system
 * keychain in Electron, a file readable by this user account only in the browser shell.
 */
export interface SecretStore {
  /** The key of that origin, or null. Throws `folder_unusable` when the stored key cannot be read. */
  get(origin: string): Promise<string | null>;
  /** Stores a key durably before it resolves. Throws `folder_unusable` when it could not be stored. */
  set(origin: string, key: string): Promise<void>;
  remove(origin: string): Promise<void>;
  /** keychain: the system's. basic: scrambled only (Linux without a keyring). file: readable by this user account. */
  readonly protection: 'keychain' | 'basic' | 'file';
}
