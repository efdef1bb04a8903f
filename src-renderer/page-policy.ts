/**
 * What the page must do to live under its own strict policy. Imported before everything else: schemas decide how they
 * parse when they are made.
 */
import * as z from 'zod';

// Zod would try whether it may generate code. It may not, and each try is reported as a breach of the policy.
z.config({ jitless: true });

/**
 * Style elements need the nonce that the shell put into this page. Mantine asks for it; the scroll lock of its dialogs
 * reads the global that bundlers agreed on.
 */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

Object.assign(globalThis, { __webpack_nonce__: styleNonce });
