import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The file a thread runs. Its bundle is beside this one, or a folder up when this is one of its chunks. From the sources: its source.
 */
export function workerEntry(
  name: 'worker' | 'embedder-worker' = 'worker',
  from: string = import.meta.dirname,
): string {
  const places = [`${name}.js`, join('..', `${name}.js`), `${name}.ts`];
  const path = places.map((place) => join(from, place)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`There is no ${name} beside ${from}`);
  return path;
}
