import { TuteeError } from './errors.ts';

/** The error of an answer that was still empty when the app closed. */
export function appClosedError(): TuteeError {
  return new TuteeError('internal', 'Tutee was closed before an answer came. Try again.');
}
