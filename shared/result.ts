import type { ErrorData } from './errors.ts';

/** The result of every command: a value, or an error as data. Commands never reject across the contract. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData };
