/** Reads the sentences of this recipe: `domain domain | sentence`, a line; `none` stands for no domain. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Example {
  readonly text: string;
  readonly domains: readonly string[];
}

export function examplesIn(file: 'requests' | 'statements'): Example[] {
  return readFileSync(join(import.meta.dirname, 'sentences', `${file}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [names = '', text = ''] = line.split(' | ');
      return { text, domains: names.split(' ').filter((name) => name !== 'none') };
    });
}
