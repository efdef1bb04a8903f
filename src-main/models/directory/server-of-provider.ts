import type { Provider } from '#shared/models/provider.ts';
import type { ModelServer } from '../server/model-server.ts';

/** The secrets of providers. */
export interface ProviderSecrets {
  /** The key for the origin of this base URL, or the provider's own there; null when there is none. */
  key(baseUrl: string, provider?: string): Promise<string | null>;
  /** Values of the provider's headers, by name. Absent: there are none. */
  readonly headers?: (baseUrl: string, provider: string) => Promise<Readonly<Record<string, string>>>;
  /** The password for a name at a proxy. Absent: there are none. */
  readonly proxyPassword?: (proxy: string, user: string) => Promise<string | null>;
}

/** The server of a provider, with everything that a request to it carries. */
export async function serverOfProvider(provider: Provider, secrets: ProviderSecrets): Promise<ModelServer> {
  const { id, kind, baseUrl, protocol, apiVersion, certificates, headerNames } = provider;
  const address = baseUrl ?? '';
  const values = headerNames.length === 0 ? {} : ((await secrets.headers?.(address, id)) ?? {});
  const headers = Object.fromEntries(
    headerNames.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
  return {
    baseUrl: address,
    apiKey: await secrets.key(address, id),
    provider: id,
    kind,
    ...(protocol !== undefined && { protocol }),
    headers,
    apiVersion,
    proxy: await proxyOf(provider, secrets),
    certificates,
  };
}

/** The proxy of a provider, with its name and password. */
async function proxyOf({ proxy, proxyUser = null }: Provider, secrets: ProviderSecrets): Promise<string> {
  const url = proxyUser === null ? null : URL.parse(proxy);
  const password = proxyUser === null ? null : ((await secrets.proxyPassword?.(proxy, proxyUser)) ?? null);
  if (url === null || proxyUser === null || password === null) return proxy;
  return `${url.protocol}//${encodeURIComponent(proxyUser)}:${encodeURIComponent(password)}@${url.host}`;
}
