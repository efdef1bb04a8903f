import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of a bundle is at most so many above that of a source file. */
const DEEPEST = 6;

/** Where a file of the classifier lies; null when the app lacks it. */
export function actAsset(name: string, from: string = import.meta.dirname): string | null {
  let folder = from;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const path = join(folder, 'assets', 'acts', name);
    if (existsSync(path)) return path;
    folder = dirname(folder);
  }
  return null;
}
