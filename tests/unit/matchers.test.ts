/** Assertions that cannot fail. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const patternAsValue = /[{,]\s{0,200}\w{1,60}: \/[^/*\n]/;

/** What stands between the bracket at `from` and the one that closes it. */
function inBrackets(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(from, at);
  }
  return text.slice(from);
}

function vacuousIn(text: string): string[] {
  const calls = [...text.matchAll(/\.toMatchObject(?=\()/g)];
  return calls
    .map(({ index, 0: name }) => inBrackets(text, index + name.length))
    .filter((given) => patternAsValue.test(given));
}

it('toMatchObject takes any text for equal to a regular expression, so none is given to it', () => {
  expect({ message: 'anything' }).toMatchObject({ message: /something else/ });
  const files = globSync('**/*.ts', { cwd: root, exclude: ['unit/matchers.test.ts'] });
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) =>
    vacuousIn(readFileSync(`${root}${file}`, 'utf8')).map((given) => `${file}: ${given.slice(0, 80)}`),
  );
  expect(found).toEqual([]);
});

it('a planted one is found', () => {
  expect(vacuousIn('await expect(x).rejects.toMatchObject({\n  message: /never/,\n});')).toHaveLength(1);
  expect(vacuousIn('expect(x).toMatchObject({ message: expect.stringMatching(/fine/) });')).toEqual([]);
});
