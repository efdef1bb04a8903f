import type { Protocol } from './provider.ts';

export const GOOGLE_HOST = 'generativelanguage.googleapis.com';

/**
 * The protocol that a server is asked in: what the user said, else what its address tells. Anthropic and Google are asked in their own,
 * since their doors for OpenAI's protocol lack caching and thinking; other hosts name Anthropic's protocol by their path.
 */
export function protocolOf({
  protocol,
  baseUrl,
}: {
  readonly baseUrl: string | null;
  readonly protocol?: Protocol | null;
}): Protocol {
  if (protocol != null) return protocol;
  const url = URL.parse(baseUrl ?? '');
  if (url?.host === GOOGLE_HOST) return 'google';
  if (url?.host === 'api.anthropic.com') return 'anthropic';
  return /\/anthropic(\/v\d+)?$/.test(url?.pathname ?? '') ? 'anthropic' : 'openai';
}
