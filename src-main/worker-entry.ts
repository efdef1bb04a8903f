import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The worker's bundle: beside this one, or a folder up when this is one of its chunks. From the sources: its source. */
const places = ['worker.js', join('..', 'worker.js'), 'worker.ts'] as const;

export function workerEntry(from: string = import.meta.dirname): string {
  const path = places.map((place) => join(from, place)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw new Error(`There is no worker beside ${from}`);
  return path;
}
