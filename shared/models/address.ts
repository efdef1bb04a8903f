import * as z from 'zod';
import { limits } from '../text.ts';

/** The http(s) URL of an OpenAI-compatible API, without a trailing slash. URLs with credentials are rejected. */
export const baseUrlSchema = z
  .string({ error: 'The base URL must be text.' })
  .max(limits.url, { error: 'The base URL is too long.' })
  .transform((text, context) => {
    const url = URL.parse(text.trim());
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      context.addIssue(
        'The base URL must start with http:// or https://, such as http://127.0.0.1:11434/v1.',
      );
      return z.NEVER;
    }
    if (url.username !== '' || url.password !== '') {
      context.addIssue('Put the key into the API key field, not into the base URL.');
      return z.NEVER;
    }
    url.hash = '';
    url.search = '';
    return url.href.replace(/(?<!\/)\/+$/, '');
  });

const NOT_A_PROXY =
  'The address of a proxy looks like http://proxy.example.org:3128, or socks5://proxy.example.org:1080.';

/** The address of an HTTP or a SOCKS 5 proxy; `http://` may be missing. */
export const proxyAddressSchema = z
  .string({ error: NOT_A_PROXY })
  .max(limits.url, { error: 'The address of the proxy is too long.' })
  .transform((text, context) => {
    const typed = text.trim();
    const url = URL.parse(typed.includes('://') ? typed : `http://${typed}`);
    const isSocks = url !== null && isSocksProtocol(url.protocol);
    if (url === null || url.host === '' || (!isSocks && !/^https?:$/.test(url.protocol))) {
      const isOld = /^socks/i.test(typed);
      context.addIssue(`${isOld ? 'Of SOCKS proxies Tutee uses those of version 5. ' : ''}${NOT_A_PROXY}`);
      return z.NEVER;
    }
    if (url.username !== '' || url.password !== '') {
      context.addIssue(
        'Leave the name and the password out of the address: they have fields of their own below.',
      );
      return z.NEVER;
    }
    return isSocks ? `socks5://${url.host}` : url.origin;
  });

/** Whether a proxy with this protocol (`socks5:`) speaks SOCKS 5. */
export function isSocksProtocol(protocol: string): boolean {
  return /^socks(?:5h?)?:$/i.test(protocol);
}

export const modelNameSchema = z
  .string({ error: 'The model name must be text.' })
  .max(limits.modelName, { error: 'The model name is too long.' })
  .transform((text) => text.trim())
  .refine((text) => text.length > 0 && !/\p{Cc}/u.test(text), {
    error: 'The model name is empty or has control characters.',
  });
