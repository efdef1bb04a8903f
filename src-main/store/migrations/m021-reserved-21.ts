import type { Migration } from './migration.ts';

/** The number of a change that is made elsewhere, which takes the place of this one. */
export const reserved21: Migration = { id: 21, name: 'reserved-21', up: () => undefined };
