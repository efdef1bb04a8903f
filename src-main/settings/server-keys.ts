import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import type { KeyState } from '#shared/models/model.ts';
import type { EnvironmentKey } from '../shells/app.ts';
import type { SecretStore } from '../shells/secret-store.ts';

const headersSchema = z.record(z.string(), z.string());
type Headers = Readonly<Record<string, string>>;

/**
 * API keys, header values by server, and passwords of proxies. They belong to an origin (scheme, host, port): when the base URL changes to another
 * server, nothing of the old one is sent there. Of several providers at one origin each may have a key of its own.
 */
export class ServerKeys {
  readonly #secrets: SecretStore;
  readonly #environment: EnvironmentKey | null;

  constructor(secrets: SecretStore, environment: EnvironmentKey | null) {
    this.#secrets = secrets;
    this.#environment = environment;
  }

  /**
   * The key for the server at this base URL: that of the provider, else that of the origin; null when there is none. Throws
   * `invalid_input` for an invalid URL.
   */
  async get(baseUrl: string, provider?: string): Promise<string | null> {
    const origin = originOf(baseUrl);
    const ofEnvironment = this.#fromEnvironment(origin);
    if (ofEnvironment !== null) return ofEnvironment;
    const own = provider === undefined ? null : await this.#secrets.get(ownSlot(origin, provider));
    return own ?? this.#secrets.get(origin);
  }

  async state(baseUrl: string, provider?: string): Promise<KeyState> {
    const protection = this.#secrets.protection;
    if (this.#fromEnvironment(originOf(baseUrl)) !== null)
      return { present: true, source: 'environment', protection };
    const present = (await this.get(baseUrl, provider)) !== null;
    return { present, source: present ? 'stored' : 'none', protection };
  }

  /** @param provider its own key, apart from that of the origin; absent: the key of the origin. */
  async set(baseUrl: string, key: string, provider?: string): Promise<KeyState> {
    const origin = originOf(baseUrl);
    await this.#secrets.set(provider === undefined ? origin : ownSlot(origin, provider), key);
    return this.state(baseUrl, provider);
  }

  /** Removes the provider's own key; without one, that of the origin. */
  async remove(baseUrl: string, provider?: string): Promise<KeyState> {
    const origin = originOf(baseUrl);
    const slot = provider === undefined ? origin : ownSlot(origin, provider);
    const isOwn = slot !== origin && (await this.#secrets.get(slot)) !== null;
    await this.#secrets.remove(isOwn ? slot : origin);
    return this.state(baseUrl, provider);
  }

  /** The values of the headers of a provider, by name. */
  async headers(baseUrl: string, provider: string): Promise<Headers> {
    const text = await this.#secrets.get(headerSlot(originOf(baseUrl), provider));
    const read = headersSchema.safeParse(text === null ? {} : parsed(text));
    return read.success ? read.data : {};
  }

  /** Sets the value of a header; null removes it. */
  async setHeader(baseUrl: string, provider: string, name: string, value: string | null): Promise<void> {
    const { [name]: _, ...others } = await this.headers(baseUrl, provider);
    const headers = value === null ? others : { ...others, [name]: value };
    const slot = headerSlot(originOf(baseUrl), provider);
    if (Object.keys(headers).length === 0) await this.#secrets.remove(slot);
    else await this.#secrets.set(slot, JSON.stringify(headers));
  }

  /** The password for a name at a proxy; null when none is kept. */
  async proxyPassword(proxy: string, user: string): Promise<string | null> {
    return await this.#secrets.get(proxySlot(proxy, user));
  }

  /** @param password null removes it. */
  async setProxyPassword(proxy: string, user: string, password: string | null): Promise<void> {
    if (password === null) await this.#secrets.remove(proxySlot(proxy, user));
    else await this.#secrets.set(proxySlot(proxy, user), password);
  }

  /** Removes everything of a provider. @param shared whether another provider is at its origin and may use the origin's key. */
  async forget(baseUrl: string, provider: string, shared: boolean): Promise<void> {
    const origin = originOf(baseUrl);
    await this.#secrets.remove(headerSlot(origin, provider));
    await this.#secrets.remove(ownSlot(origin, provider));
    if (!shared) await this.#secrets.remove(origin);
  }

  #fromEnvironment(origin: string): string | null {
    return this.#environment?.origin === origin ? this.#environment.key : null;
  }
}

function ownSlot(origin: string, provider: string): string {
  return `${origin}#${provider}`;
}

function headerSlot(origin: string, provider: string): string {
  return `${origin}#${provider}#headers`;
}

function proxySlot(proxy: string, user: string): string {
  return `${proxy}#${user}#proxy`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function originOf(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (url === null)
    throw new TuteeError('invalid_input', 'That is not an address of a server.', { field: 'baseUrl' });
  return url.origin;
}
