/**
 * Prepares the page for its content security policy. Imported first.
 *
 * Style elements need the nonce that the shell put into this page. At present nothing injects any: Mantine's
 * variables are in theme/mantine.css and its scroll lock is off. A component that begins to inject styles finds the
 * nonce here.
 */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

Object.assign(globalThis, { __webpack_nonce__: styleNonce });
