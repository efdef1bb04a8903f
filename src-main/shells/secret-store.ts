/**
 * Where API keys are kept. One key belongs to one origin (scheme, host, port) and is never handed out for another.
 * Implementations: the system keychain in Electron, a file only this user may read in the browser shell.
 */
export interface SecretStore {
  /** The key of that origin, or null. Throws `folder_unusable` when what is stored cannot be read. */
  get(origin: string): Promise<string | null>;
  /** Stores a key durably before it resolves. Throws `folder_unusable` when it could not be stored. */
  set(origin: string, key: string): Promise<void>;
  remove(origin: string): Promise<void>;
  /** keychain: the system's. basic: scrambled only (Linux without a keyring). file: readable by this user account. */
  readonly protection: 'keychain' | 'basic' | 'file';
}
