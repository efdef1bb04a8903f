import { INTERNAL_MESSAGE } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';

/**
 * An error of a run in the words of the app. The engine leaves an unforeseen error its own words, for the program that uses it; in the app
 * such an error is a fault of Tutee, and its words are shown as details.
 */
export function inAppWords(error: ErrorData): ErrorData {
  return error.code === 'internal' ? { ...error, message: INTERNAL_MESSAGE } : error;
}
