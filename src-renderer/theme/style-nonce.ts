/**
 * The page's policy allows style elements only with the nonce that the shell put into this page. Mantine asks for it;
 * the scroll lock of its dialogs reads the global that bundlers agreed on.
 */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

Object.assign(globalThis, { __webpack_nonce__: styleNonce });
