import type { Migration } from './migration.ts';

/** The number of a change that is made elsewhere, which takes the place of this one. */
export const reserved22: Migration = { id: 22, name: 'reserved-22', up: () => undefined };
