import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '../fixtures.ts';

const built = fileURLToPath(new URL('../../../dist/renderer', import.meta.url));
const MOST = 350_000;

test('what the page loads before it shows anything has less than 350 kB', async () => {
  const page = await readFile(path.join(built, 'index.html'), 'utf8');
  const files = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].flatMap(
    ([, file]) => file ?? [],
  );
  expect(files.some((file) => file.endsWith('.js'))).toBe(true);
  expect(files.some((file) => file.endsWith('.css'))).toBe(true);
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(path.join(built, file)), { level: 9 }).length),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST);
});
