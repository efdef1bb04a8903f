/** The security policy of the page, the same in both shells. */

/** The placeholder for the nonce in index.html; replaced by a fresh value each time the page is served. */
export const noncePlaceholder = 'TUTEE_STYLE_NONCE';

/**
 * The Content-Security-Policy of the page. Scripts come from its own files only; style elements need the nonce.
 * `connect` adds origins the page may connect to, such as the WebSocket of the browser shell.
 */
export function pageSecurityPolicy(nonce: string, connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Sent with every response of both shells. */
export const hardeningHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
};
