import type { NativeProtocol, Protocol, Proxy, ProviderKind } from '#shared/models/provider.ts';
import { isLocal } from './is-local.ts';

/** A server of models, and the key for it. */
export interface ModelServer {
  /** Without a trailing slash, such as http://127.0.0.1:11434/v1. */
  readonly baseUrl: string;
  /** Null: requests have no Authorization header. */
  readonly apiKey: string | null;
  /** The id of its provider; absent: a server that is only being tested, such as one being typed. */
  readonly provider?: string;
  /** Absent: derived from its address. */
  readonly kind?: ProviderKind;
  /** The user's choice; null or absent: derived from the address. */
  readonly protocol?: Protocol | null;
  /** Whose headers carry the key; absent: those of OpenAI's protocol. */
  readonly nativeProtocol?: NativeProtocol;
  /** Further headers by lower-case name, sent with every request; they win over Tutee's own. Their values are secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `api-version` in the query of every request. */
  readonly apiVersion?: string | null;
  /** Absent: as `environment`. A server on this machine is always accessed directly. */
  readonly proxy?: Proxy;
  /** PEM of certificate authorities trusted in addition to the system's. */
  readonly certificates?: string | null;
}

/** Host and port as a user would name the server; a default port is omitted. */
export function hostOf(baseUrl: string): string {
  return URL.parse(baseUrl)?.host ?? baseUrl;
}

/** The program that usually listens at this address, for advice on how to start it. */
export function programAt(baseUrl: string): 'Ollama' | 'LM Studio' | null {
  if (!isLocal(baseUrl)) return null;
  const port = URL.parse(baseUrl)?.port;
  if (port === '11434') return 'Ollama';
  return port === '1234' ? 'LM Studio' : null;
}
