import { fileURLToPath } from 'node:url';

/** The folder of the checkout, with a closing separator left out. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');
