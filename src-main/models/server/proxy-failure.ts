/** Failures of a proxy, told apart from those of the server behind it, with advice for users. */
import { isCertificateCode, networkCode } from './network-failure.ts';

/** The request did not get beyond the proxy. Its message is for users and contains no password. */
export class ProxyFailure extends Error {}

/** A proxy as the user knows it. */
export interface UsedProxy {
  readonly address: string;
  /** From Settings; otherwise from the environment. */
  readonly isChosen: boolean;
}

const MAX_DEPTH = 6;

/**
 * The failure of a request through a proxy; null if the proxy is not its cause.
 * @param onTheWay whether this error occurred while the proxy was being connected to
 */
export function proxyFailure(
  thrown: unknown,
  proxy: UsedProxy,
  target: string,
  onTheWay: (error: Error) => boolean,
): ProxyFailure | null {
  let current = thrown;
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth += 1) {
    const words = messageFor(current, proxy, target, onTheWay(current));
    if (words !== null) return new ProxyFailure(words, { cause: thrown });
    current = current.cause;
  }
  return null;
}

/** The failure of a proxy among the causes of an error. */
export function proxyFailureIn(thrown: unknown): ProxyFailure | null {
  let current = thrown;
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth += 1) {
    if (current instanceof ProxyFailure) return current;
    current = current.cause;
  }
  return null;
}

/** Host and port, without a password. */
export function proxyHost(address: string): string {
  return URL.parse(address)?.host ?? '';
}

function messageFor(error: Error, proxy: UsedProxy, target: string, onTheWay: boolean): string | null {
  const host = proxyHost(proxy.address);
  // The only trace that undici leaves of the proxy's response.
  const status = /^Proxy response \((\d{3})\) !== 200/.exec(error.message)?.[1];
  if (status !== undefined) return refusedBy(Number(status), proxy, URL.parse(target)?.host ?? target);
  const socks = socksFailure(error, proxy, URL.parse(target)?.host ?? target);
  if (socks !== null) return socks;
  if (error.name === 'HTTPParserError') return `What answers at ${host} is not a proxy. ${check(proxy)}`;
  if (!onTheWay) return null;
  const code = networkCode(error) ?? '';
  if (isCertificateCode(code))
    return `The proxy at ${host} has a certificate that this machine does not trust. Give Tutee the certificate of its authority in Settings, under Models.`;
  if (/^(ERR_(SSL|TLS)_|EPROTO)/.test(code))
    return `The proxy at ${host} does not speak https; its address may have to begin with http. ${check(proxy)}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `No proxy named ${host} can be found. ${check(proxy)}`;
  return `The proxy at ${host} does not answer. ${check(proxy)}`;
}

function refusedBy(status: number, proxy: UsedProxy, target: string): string {
  const host = proxyHost(proxy.address);
  if (status === 407) return passwordWanted(proxy, host);
  if (status >= 500 && status !== 501)
    return `The proxy at ${host} cannot reach ${target}. Check the base URL in Settings, under Models, or try again later.`;
  if ([400, 404, 405, 501].includes(status) || status < 400)
    return `What answers at ${host} is not a proxy. ${check(proxy)}`;
  return `The proxy at ${host} does not let Tutee through to ${target}. Ask whoever runs your network to allow it, or choose another server.`;
}

function passwordWanted(proxy: UsedProxy, host: string): string {
  const given = (URL.parse(proxy.address)?.username ?? '') !== '';
  if (proxy.isChosen)
    return given
      ? `The proxy at ${host} does not accept the name and password that Tutee keeps for it. Correct them in Settings, under Models.`
      : `The proxy at ${host} asks for a name and a password. Give them in Settings, under Models.`;
  if (given)
    return `The proxy at ${host} does not accept the name and password in HTTPS_PROXY. Correct them and start Tutee again.`;
  return `The proxy at ${host} asks for a name and a password. Start Tutee with HTTPS_PROXY=http://name:password@${host}, or give Tutee the proxy in Settings, under Models.`;
}

/** Replies of SOCKS 5 (RFC 1928). 2: not allowed by a rule. 3, 4, 5, 6: the way to the server ends. */
function socksFailure(error: Error, proxy: UsedProxy, target: string): string | null {
  const host = proxyHost(proxy.address);
  const code = 'code' in error ? String(error.code) : '';
  if (/^SOCKS5 (?:authentication|connection) timeout$/.test(error.message))
    return `The proxy at ${host} does not answer. ${check(proxy)}`;
  const kind = /^UND_ERR_SOCKS5_?(\w*)$/.exec(code)?.[1];
  if (kind === undefined) return null;
  if (kind.startsWith('AUTH')) return passwordWanted(proxy, host);
  if (kind === 'REPLY_2') return refusedBy(403, proxy, target);
  if (kind.startsWith('REPLY_') && kind !== 'REPLY_VERSION') return refusedBy(502, proxy, target);
  return `What answers at ${host} is not a proxy. ${check(proxy)}`;
}

function check({ isChosen }: UsedProxy): string {
  return isChosen
    ? 'Check its address in Settings, under Models.'
    : 'The environment names it (HTTPS_PROXY); correct it there, or choose another proxy in Settings, under Models.';
}
