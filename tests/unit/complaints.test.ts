import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

it('every complaint in docs/complaints.md names a test that is there', () => {
  const rows = read('docs/complaints.md').matchAll(
    /^\| (?<complaint>[^|]+?) +\| `(?<file>[^`]+)` +\| (?<name>[^|]+?) +\|$/gmu,
  );
  const listed = [...rows].map(({ groups }) => groups ?? {});
  expect(listed.length).toBeGreaterThanOrEqual(14);
  const missing = listed.filter(({ file = '', name = '' }) => !read(file).includes(name));
  expect(missing).toEqual([]);
});
