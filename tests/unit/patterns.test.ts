import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judged } from '../support/patterns/ambiguity.ts';
import { patternsIn, productFiles } from '../support/patterns/literals.ts';
import type { FoundPattern } from '../support/patterns/literals.ts';

/** Each with the place that stands in the way, such as "src-main/chat/titles/title.ts:12: polynomial, …". */
function faultsOf(patterns: readonly FoundPattern[]): string[] {
  const known = new Map<string, ReturnType<typeof judged>>();
  return patterns.flatMap(({ source, flags, where }) => {
    const key = `${flags}/${source}`;
    const judgement = known.get(key) ?? judged(source, flags);
    known.set(key, judgement);
    return judgement.growth === 'linear' ? [] : [`${where}: ${judgement.growth}, ${judgement.because}`];
  });
}

function builtPatterns(): FoundPattern[] {
  const child = fileURLToPath(new URL('../support/patterns/building-child.ts', import.meta.url));
  const printed = execFileSync(process.execPath, [child], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FoundPattern);
}

describe('every regular expression of the product takes linear time', () => {
  const files = productFiles().map((path) => patternsIn(path));

  it('as written', () => {
    const literals = files.flatMap((file) => file.literals);
    expect(literals.length).toBeGreaterThan(300);
    expect(faultsOf(literals)).toEqual([]);
  });

  it('as built, and none is built that was not seen', { timeout: 120_000 }, () => {
    const built = builtPatterns();
    expect(built.length).toBeGreaterThan(250);
    const seen = new Set(built.flatMap(({ where }) => where.split(' < ')));
    const places = files.flatMap((file) => file.built);
    expect(places.length).toBeGreaterThan(40);
    expect(places.filter((place) => !seen.has(place))).toEqual([]);
    expect(faultsOf(built)).toEqual([]);
  });
});

describe('the judge of regular expressions', () => {
  it('names file and line of a planted one', () => {
    const { literals } = patternsIn(
      'shared/planted.ts',
      'const fine = /^a+$/;\n\nconst bad = /(?:a|a)*b/u;\n',
    );
    expect(faultsOf(literals)).toEqual([expect.stringContaining('shared/planted.ts:3: exponential')]);
  });

  it.each([
    ['^(?:(?:always\\s+)?(?:always\\s+))*x', 'iu'],
    ['^(?:(?:always|never)\\s+(?:always\\s+)?)*(?:answer)\\b', 'iu'],
    ['(a*)*b', ''],
    ['^(?:\\s*x?\\s*)*$', ''],
    ['^(?:[a-z]+ly|really|also)+(?:\\s|$)(?:(?:[a-z]+ly|really)\\s+)*is', 'iu'],
  ])('finds the exponential /%s/%s', (source, flags) =>
    expect(judged(source, flags).growth).toBe('exponential'),
  );

  it.each([
    ['a.*$', 'u'],
    ['\\s+$', ''],
    ['^\\s+|\\s+$', ''],
    ['^(.*?)\\s*$', ''],
    ['^.{6,}?\\s*[-;]+\\s*end', 'u'],
    ['<[^>]*>', 'g'],
    ['\\p{L}+(?:\\s\\p{L}+)*x', 'u'],
    ['(?<=a\\s*)b', 'u'],
    ['(?<=^I\\b.*)their', 'giu'],
    ['^dear [^\\n]*\\n[\\s\\S]{0,6000}?^regards', 'gimu'],
    ['\\s*,?\\s+x', 'y'],
    ['x(?!.*y)z', 'u'],
  ])('finds the polynomial /%s/%s', (source, flags) =>
    expect(judged(source, flags).growth).toBe('polynomial'),
  );

  it.each([
    ['^(?:always )*x$', ''],
    ['(?<!\\p{L})\\p{L}+x', 'u'],
    ['(?<!\\s)\\s+$', ''],
    ['\\b\\w+-x', ''],
    ['\\.[^/.]*$', ''],
    ['^\\s*(?<lesson>[\\s\\S]+)$', 'u'],
    ['a+b', 'y'],
    ['\\p{L}+', 'gu'],
    ['foo.*$', 'isu'],
    ['(?:^|\\s)(?:mr|dr)\\.$', 'iu'],
    ['\\bwith [^\\n]{0,80}:(?=\\s|$)', 'iu'],
  ])('lets the linear /%s/%s be', (source, flags) => expect(judged(source, flags).growth).toBe('linear'));
});
