import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The path of the entry file of a worker or of the model's process: its bundle beside this file, or one folder up when this code is in a chunk; its source, one folder up, when run
 * from the sources. Throws when there is none.
 */
export function workerEntry(
  name:
    | 'worker'
    | 'embedder-worker'
    | 'attachment-worker'
    | 'code-worker'
    | 'knowledge-worker'
    | 'model-process' = 'worker',
  from: string = import.meta.dirname,
): string {
  const places = [`${name}.js`, join('..', `${name}.js`), join('..', `${name}.ts`)];
  const path = places.map((place) => join(from, place)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`There is no ${name} beside ${from}`);
  return path;
}
