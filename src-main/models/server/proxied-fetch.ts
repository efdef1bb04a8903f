/**
 * The fetch of one server: direct, through a proxy, or with additional certificate authorities. Owns the route of a request; does not know
 * what it asks.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { buildConnector, Dispatcher } from 'undici';
import { TuteeError } from '#shared/errors.ts';
import { isSocksProtocol } from '#shared/models/address.ts';
import { isLocal } from './is-local.ts';
import type { ModelServer } from './model-server.ts';
import { proxyFailure } from './proxy-failure.ts';

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
type Environment = Readonly<Record<string, string | undefined>>;
type Way = Pick<ModelServer, 'baseUrl' | 'proxy' | 'certificates'>;

/** Dispatchers hold connections, so there is one for each route. */
const dispatchers = new Map<string, Promise<Dispatcher>>();
const MOST_DISPATCHERS = 20;

/** The proxy for a server; null: direct. An address from the environment may contain credentials. */
export function proxyFor(way: Way, environment: Environment): string | null {
  const address = proxyNamedFor(way, environment);
  // Other kinds, such as SOCKS 4, are ignored.
  return address !== null && isUsable(URL.parse(address)?.protocol ?? '') ? address : null;
}

function isUsable(protocol: string): boolean {
  return /^https?:$/.test(protocol) || isSocksProtocol(protocol);
}

/** Whether the environment names a SOCKS proxy of an older version for a server, which Tutee cannot use. */
export function ignoresSocksProxy(way: Way, environment: Environment): boolean {
  const protocol = /^socks\w*:/i.exec(proxyNamedFor(way, environment) ?? '')?.[0];
  return protocol !== undefined && !isUsable(protocol);
}

function proxyNamedFor({ baseUrl, proxy = 'environment' }: Way, environment: Environment): string | null {
  // Requests to this machine must not pass through another one.
  if (proxy === 'none' || isLocal(baseUrl)) return null;
  if (proxy !== 'environment') return proxy;
  const url = URL.parse(baseUrl);
  if (url === null || isExcepted(url, read(environment, 'no_proxy') ?? '')) return null;
  const own = read(environment, url.protocol === 'https:' ? 'https_proxy' : 'http_proxy');
  const found = own ?? read(environment, 'all_proxy');
  return found === null || found.includes('://') ? found : `http://${found}`;
}

/** Lower case wins, as in curl. */
function read(environment: Environment, name: string): string | null {
  const value = (environment[name] ?? environment[name.toUpperCase()])?.trim() ?? '';
  return value === '' ? null : value;
}

/** NO_PROXY: hosts, domain suffixes with or without a dot or a star, each with an optional port; a single star: every host. */
function isExcepted({ hostname, port, protocol }: URL, exceptions: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const usual = protocol === 'https:' ? '443' : '80';
  return exceptions
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .some((one) => {
      if (one === '*') return true;
      const [, name = '', ofPort] = /^(.*?)(?::(\d{1,5}))?$/.exec(one.toLowerCase()) ?? [];
      if (ofPort !== undefined && ofPort !== (port === '' ? usual : port)) return false;
      const end = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
      return host === end || host.endsWith(`.${end}`);
    });
}

/** Failures of connections to a proxy. */
const failedOnTheWay = new WeakSet<Error>();

/** Node's own fetch if there is neither proxy nor certificate. Throws `invalid_input` for certificates that cannot be read. */
export async function fetchFor(server: Way, environment: Environment = process.env): Promise<Fetch> {
  const proxy = proxyFor(server, environment);
  const certificates = server.certificates ?? null;
  if (proxy === null && certificates === null) return fetch;
  if (certificates !== null) assertReadable(certificates);
  const { fetch: fetchBy } = await import('undici');
  const dispatcher = await dispatcherFor(proxy, certificates);
  return async (input, init) => {
    const address = input instanceof Request ? input.url : input;
    const request: object = { ...init, dispatcher };
    try {
      return await fetchBy(address, request);
    } catch (thrown) {
      if (proxy === null) throw thrown;
      const used = { address: proxy, isChosen: server.proxy === proxy };
      throw proxyFailure(thrown, used, server.baseUrl, (error) => failedOnTheWay.has(error)) ?? thrown;
    }
  };
}

const END = '-----END CERTIFICATE-----';

function assertReadable(pem: string): void {
  try {
    const found = pem
      .split(END)
      .slice(0, -1)
      .map((block) => new X509Certificate(block + END));
    if (found.length > 0) return;
  } catch {
    // Reported below.
  }
  throw new TuteeError(
    'invalid_input',
    'The certificates of this server cannot be read. Paste them again in Settings, under Models.',
    { field: 'certificates' },
  );
}

async function dispatcherFor(proxy: string | null, certificates: string | null): Promise<Dispatcher> {
  const key = JSON.stringify([proxy, certificates]);
  const kept = dispatchers.get(key);
  if (kept !== undefined) return await kept;
  const made = makeDispatcher(proxy, certificates);
  dispatchers.set(key, made);
  const [oldest] = dispatchers.keys();
  if (dispatchers.size > MOST_DISPATCHERS && oldest !== undefined) {
    const old = dispatchers.get(oldest);
    dispatchers.delete(oldest);
    // Requests in progress are finished first.
    void old?.then((dispatcher) => dispatcher.close()).catch(() => undefined);
  }
  return await made;
}

async function makeDispatcher(proxy: string | null, certificates: string | null): Promise<Dispatcher> {
  const { Agent, buildConnector, Pool, ProxyAgent, Socks5ProxyAgent } = await import('undici');
  // Partial chains: people paste the certificate of the server itself as often as that of its authority.
  const tls = certificates === null ? {} : { ca: [...trusted(), certificates], allowPartialTrustChain: true };
  if (proxy === null) return new Agent({ connect: tls });
  const socks = URL.parse(proxy);
  if (socks !== null && isSocksProtocol(socks.protocol)) {
    const given = { connect: watched(buildConnector({})), requestTls: tls };
    return new Socks5ProxyAgent(proxy.replace(/^\w+:/, 'socks5:'), given);
  }
  // Servers without TLS are accessed through a tunnel too, so that the proxy sees as little as possible.
  return new ProxyAgent({
    uri: proxy,
    requestTls: tls,
    proxyTls: tls,
    clientFactory: (origin, options) => {
      const { connect } = options as { readonly connect: buildConnector.connector };
      return new Pool(origin, { ...options, connect: watched(connect) });
    },
  });
}

/** More connections to a proxy than this within a second are no longer those of requests. */
const MOST_CONNECTIONS = 50;

/** Remembers which failures are the proxy's. Undici reconnects without end when a proxy closes each connection without a word. */
function watched(connect: buildConnector.connector): buildConnector.connector {
  let recent: number[] = [];
  return (options, callback) => {
    const now = Date.now();
    recent = [...recent.filter((at) => now - at < 1_000), now];
    if (recent.length > MOST_CONNECTIONS) {
      const error = new Error('The proxy closes each connection.');
      failedOnTheWay.add(error);
      callback(error, null);
      return;
    }
    connect(options, (...result) => {
      if (result[0] !== null) failedOnTheWay.add(result[0]);
      callback(...result);
    });
  };
}

/** Additional certificates do not replace those that Node trusts. */
function trusted(): string[] {
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  if (extra === undefined || extra === '') return [...rootCertificates];
  try {
    return [...rootCertificates, readFileSync(extra, 'utf8')];
  } catch {
    return [...rootCertificates];
  }
}
