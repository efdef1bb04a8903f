import { TuteeError } from './errors.ts';

/** What is said where an answer was to be and Tutee ended before its first word. */
export function appClosedError(): TuteeError {
  return new TuteeError('internal', 'Tutee was closed before an answer came. Try again.');
}
