import { TuteeError } from '#shared/errors.ts';

/** Where something stands in a graph, or in what the graph is part of. */
export type GraphPath = readonly (string | number)[];

export function graphFault(path: GraphPath, message: string): TuteeError {
  return new TuteeError('invalid_input', message, { field: path.join('.') });
}
