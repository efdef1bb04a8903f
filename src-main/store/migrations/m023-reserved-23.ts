import type { Migration } from './migration.ts';

/** The number of a change that is made elsewhere, which takes the place of this one. */
export const reserved23: Migration = { id: 23, name: 'reserved-23', up: () => undefined };
