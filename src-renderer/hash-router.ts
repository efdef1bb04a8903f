import { useHashLocation } from 'wouter/use-hash-location';

/** Places are in the location's hash: the page is one file in both shells, and a reload stays where it was. */
export const hashRouter = { hook: useHashLocation };
