import { existsSync, readFileSync } from 'node:fs';
import { BenchUsageError } from '../bench.ts';

/** A JSON file of a data set; what it holds is checked by its reader. */
export function readJson(path: string): unknown {
  if (!existsSync(path)) throw new BenchUsageError(`The data set lacks the file ${path}.`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
