import { TuteeError } from '#shared/errors.ts';

/** A count that somebody gave. Throws `invalid_input` for anything but a whole number from `least`, in words for a form’s field. */
export function checkedInteger(given: number, least: number, field: string): number {
  if (Number.isInteger(given) && given >= least) return given;
  throw new TuteeError('invalid_input', `Give a whole number from ${least} up.`, { field });
}
