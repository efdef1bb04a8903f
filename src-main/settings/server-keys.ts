import { TuteeError } from '#shared/errors.ts';
import type { KeyState } from '#shared/models/model.ts';
import type { EnvironmentKey } from '../shells/app.ts';
import type { SecretStore } from '../shells/secret-store.ts';

/**
 * API keys by server. A key belongs to an origin (scheme, host, port): when the base URL changes to another server, the
 * old key is not sent there.
 */
export class ServerKeys {
  readonly #secrets: SecretStore;
  readonly #environment: EnvironmentKey | null;

  constructor(secrets: SecretStore, environment: EnvironmentKey | null) {
    this.#secrets = secrets;
    this.#environment = environment;
  }

  /** The key for the server at this base URL; null when there is none. Throws `invalid_input` for an invalid URL. */
  async get(baseUrl: string): Promise<string | null> {
    const origin = originOf(baseUrl);
    return this.#fromEnvironment(origin) ?? this.#secrets.get(origin);
  }

  async state(baseUrl: string): Promise<KeyState> {
    const origin = originOf(baseUrl);
    const protection = this.#secrets.protection;
    if (this.#fromEnvironment(origin) !== null) return { present: true, source: 'environment', protection };
    const present = (await this.#secrets.get(origin)) !== null;
    return { present, source: present ? 'stored' : 'none', protection };
  }

  async set(baseUrl: string, key: string): Promise<KeyState> {
    await this.#secrets.set(originOf(baseUrl), key);
    return this.state(baseUrl);
  }

  async remove(baseUrl: string): Promise<KeyState> {
    await this.#secrets.remove(originOf(baseUrl));
    return this.state(baseUrl);
  }

  #fromEnvironment(origin: string): string | null {
    return this.#environment?.origin === origin ? this.#environment.key : null;
  }
}

function originOf(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (url === null)
    throw new TuteeError('invalid_input', 'That is not an address of a server.', { field: 'baseUrl' });
  return url.origin;
}
