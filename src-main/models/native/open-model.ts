import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { NativeProtocol } from '#shared/models/provider.ts';
import type { ModelServer } from '../server/model-server.ts';
import type { Fetch } from '../server/proxied-fetch.ts';

/**
 * The library's model for a server of this protocol. Everything that it could read from the environment is set explicitly, and all its
 * requests go through `send`. Loaded with the first request, because startup must not wait for it.
 */
export async function openModel(
  protocol: NativeProtocol,
  { baseUrl }: ModelServer,
  name: string,
  send: Fetch,
): Promise<LanguageModelV4> {
  // The key is set where requests are sent.
  const settings = { baseURL: baseUrl, apiKey: 'no key', fetch: send };
  if (protocol === 'anthropic') {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    return createAnthropic(settings).languageModel(name);
  }
  const { createGoogle } = await import('@ai-sdk/google');
  return createGoogle(settings).languageModel(name);
}
