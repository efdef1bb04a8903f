/** What the documents say about the code is there: the files they name, their links, and the code names of the glossary. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const documents = globSync('{README,CONTRIBUTING,CHANGELOG}.md').concat(globSync('docs/**/*.md'));
const code = globSync('{shared,src-main,src-renderer,scripts,tests,recipes}/**/*.{ts,tsx,mts,css,json}');
const read = (path: string) => readFileSync(path, 'utf8');

/** A path in backticks from a top folder, or a file's name alone, such as `compose.ts` or `capture/cues.ts`. */
const NAMED = /`((?:shared|src-main|src-renderer|scripts|tests|recipes)\/[\w./-]*|[\w/-]+\.tsx?)`/g;

function isThere(named: string): boolean {
  if (/^(?:shared|src-main|src-renderer|scripts|tests|recipes)\//.test(named)) return existsSync(named);
  return existsSync(named) || code.some((path) => path.endsWith(`/${named}`));
}

describe('the documents', () => {
  it('are all looked at', () => expect(documents.length).toBeGreaterThan(40));

  it.each(documents)('%s names files that exist', (document) => {
    const named = [...read(document).matchAll(NAMED)].map(([, path = '']) => path);
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });

  it.each(documents)('%s links to files that exist', (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(dirname(document), path)))).toEqual([]);
  });
});

describe('the glossary', () => {
  const rows = read('docs/glossary.md')
    .split('\n')
    .filter((line) => line.includes('`'))
    .map((line) => line.split('|').slice(2, 4));
  const inTicks = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

  it('has at most 40 lines', () =>
    expect(read('docs/glossary.md').trim().split('\n').length).toBeLessThanOrEqual(40));

  it.each(rows)('%s is in %s', (names, files) => {
    const text = inTicks(files).map(read).join('\n');
    expect(inTicks(files)).not.toEqual([]);
    expect(inTicks(names).filter((name) => !new RegExp(String.raw`\b${name}\b`).test(text))).toEqual([]);
  });
});
