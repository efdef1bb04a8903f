/** The addresses of a server in its native protocol and in OpenAI's. Does not know what is requested. */
import { GOOGLE_HOST } from '#shared/models/protocol.ts';
import type { NativeProtocol } from '#shared/models/provider.ts';
import type { ModelServer } from './model-server.ts';

/** The path of Google's OpenAI-compatible API. */
const GOOGLE_COMPATIBLE = '/openai';

/** The server in its native protocol: with its address, and with the key in its header. */
export function nativeServer(server: ModelServer, protocol: NativeProtocol): ModelServer {
  const { baseUrl } = server;
  if (protocol === 'google')
    return { ...server, nativeProtocol: protocol, baseUrl: withoutEnd(baseUrl, GOOGLE_COMPATIBLE) };
  // Other services with Anthropic's protocol give their address without the version.
  return {
    ...server,
    nativeProtocol: protocol,
    baseUrl: baseUrl.endsWith('/anthropic') ? `${baseUrl}/v1` : baseUrl,
  };
}

/** The address for requests in OpenAI's protocol. */
export function compatibleAddress(baseUrl: string): string {
  const isGoogle = URL.parse(baseUrl)?.hostname === GOOGLE_HOST;
  return isGoogle && !baseUrl.endsWith(GOOGLE_COMPATIBLE) ? baseUrl + GOOGLE_COMPATIBLE : baseUrl;
}

function withoutEnd(text: string, end: string): string {
  return text.endsWith(end) ? text.slice(0, -end.length) : text;
}
