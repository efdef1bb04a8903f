/** What the page may load and do, the same in both shells. */

/** Stands in index.html wherever the build put a nonce; replaced with a fresh value each time the page is served. */
export const noncePlaceholder = 'TUTEE_STYLE_NONCE';

/**
 * The Content-Security-Policy of the page. Scripts come from its own files alone; style elements need the nonce.
 * `connect` adds sources the page may talk to beside its own origin, such as the WebSocket of the browser shell.
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

/** Sent with everything either shell serves. */
export const hardeningHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
};
