import { isLocal } from './is-local.ts';
import { hostOf, programAt } from './model-server.ts';

/** Codes of a lost connection: the same request may succeed over a new one. */
export const lostConnections: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

const MAX_DEPTH = 6;

/**
 * The system's or undici's code of a network failure (ECONNREFUSED, UND_ERR_SOCKET, CERT_HAS_EXPIRED …), however fetch
 * and the SDK wrapped it; null when the network is not the cause.
 */
export function networkCode(thrown: unknown): string | null {
  let current = thrown;
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth += 1) {
    const code: unknown = 'code' in current ? current.code : undefined;
    if (typeof code === 'string' && isNetworkCode(code)) return code;
    current = current.cause;
  }
  return null;
}

/** Whether a proxy asks for a password (status 407). Fetch hides that response: it is the only case in which it fails without a message. */
export function asksForProxyPassword(thrown: unknown): boolean {
  let current = thrown;
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth += 1) {
    const { cause } = current;
    if (
      current.message === 'fetch failed' &&
      cause instanceof Error &&
      cause.message === '' &&
      !('code' in cause)
    )
      return true;
    current = cause;
  }
  return false;
}

function isNetworkCode(code: string): boolean {
  return (
    /^(E[A-Z]{3,}|UND_ERR_[A-Z_]+|ERR_(SSL|TLS)_[A-Z_]+|HPE_[A-Z_]+)$/.test(code) || isCertificateCode(code)
  );
}

export function isCertificateCode(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT)/.test(code);
}

/** The message for a certificate that is refused. */
function certificateMessage(code: string, host: string, hasOwn: boolean): string {
  const start = `The certificate of the server at ${host}`;
  if (code === 'CERT_HAS_EXPIRED')
    return `${start} has expired. Whoever runs the server has to renew it. If the clock of this machine is wrong, set it.`;
  if (code === 'CERT_NOT_YET_VALID')
    return `${start} is not valid yet. Check the clock of this machine; if it is right, whoever runs the server has to replace it.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `${start} is for another name. Check the base URL in Settings, under Models: it has to name the server as the certificate does.`;
  if (hasOwn)
    return `${start} does not come from the authority whose certificate Tutee was given. Paste that of its own authority in Settings, under Models.`;
  return `The server at ${host} has a certificate that this machine does not trust. Check the base URL, or give Tutee the certificate of its authority in Settings, under Models.`;
}

/**
 * The message for a server that cannot be reached: what happened, then what to do.
 * @param hasOwnCertificates whether the user gave certificates for this server
 */
export function unreachableMessage(code: string, baseUrl: string, hasOwnCertificates = false): string {
  const host = hostOf(baseUrl);
  const program = programAt(baseUrl);
  if (isCertificateCode(code)) return certificateMessage(code, host, hasOwnCertificates);
  if (/^(ERR_(SSL|TLS)_|EPROTO|HPE_)/.test(code)) {
    return `The server at ${host} does not speak this protocol. Check whether the base URL should start with http or https.`;
  }
  if (code === 'ENOTFOUND') {
    return `No server named ${host} can be found. Check the base URL and your internet connection.`;
  }
  if (code === 'EAI_AGAIN')
    return `The name ${host} cannot be looked up now. Check your internet connection.`;
  if (lostConnections.has(code)) {
    // A server with TLS hangs up on a request without.
    const scheme = baseUrl.startsWith('http:')
      ? ' If that does not help, check whether the base URL should start with https.'
      : '';
    return `The connection to the server at ${host} was lost. Try again.${scheme}`;
  }
  if (program === 'Ollama')
    return `The server at ${host} does not answer. Start Ollama or choose another model.`;
  if (program !== null)
    return `The server at ${host} does not answer. Start LM Studio’s server or choose another model.`;
  if (isLocal(baseUrl)) return `The server at ${host} does not answer. Start it or choose another model.`;
  return `The server at ${host} does not answer. Check the base URL and your internet connection.`;
}
