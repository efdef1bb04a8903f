import type { ErrorData } from './errors.ts';

/** What every command answers: a value, or a failure as data. Commands never reject across the contract. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData };
