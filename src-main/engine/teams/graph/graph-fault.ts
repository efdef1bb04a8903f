import { TuteeError } from '#shared/errors.ts';

/** Path of a value in a graph or in the enclosing value. */
export type GraphPath = readonly (string | number)[];

export function graphFault(path: GraphPath, message: string): TuteeError {
  return new TuteeError('invalid_input', message, { field: path.join('.') });
}
