import { TuteeError } from '#shared/errors.ts';

/** Returns `given` when it is an integer of at least `least`; otherwise throws `invalid_input` with a message for the form field. */
export function checkedInteger(given: number, least: number, field: string): number {
  if (Number.isInteger(given) && given >= least) return given;
  throw new TuteeError('invalid_input', `Give a whole number from ${least} up.`, { field });
}
