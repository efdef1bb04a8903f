import { useHashLocation } from 'wouter/use-hash-location';

/** Routes are in the location hash: the page is one file in both shells, and a reload stays where it was. */
export const hashRouter = { hook: useHashLocation };
