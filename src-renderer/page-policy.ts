/**
 * What the page must do to live under its own strict policy. Imported before everything else.
 *
 * Style elements need the nonce that the shell put into this page. As the page is now, nothing injects any: Mantine's
 * variables are in theme/mantine.css and its scroll lock is off. Should a component begin to, it finds the nonce here.
 */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

Object.assign(globalThis, { __webpack_nonce__: styleNonce });
