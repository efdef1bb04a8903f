import { existsSync, readFileSync } from 'node:fs';
import { BenchUsageError } from '../bench.ts';

/** Parses a JSON file of a data set; its reader validates the content. */
export function readJson(path: string): unknown {
  if (!existsSync(path)) throw new BenchUsageError(`The data set lacks the file ${path}.`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
