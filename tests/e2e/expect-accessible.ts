import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type * as Axe from 'axe-core';
import type { RunOptions } from 'axe-core';
import { expect } from './fixtures.ts';
import { settled } from './settled.ts';

/** WCAG 2.2 AA. */
const everything: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  // Of what passes, no list is made.
  resultTypes: ['violations'],
};
/** Less than half of what `source` of the package holds, and parsed anew in every page. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const colors: RunOptions = { ...everything, runOnly: ['color-contrast', 'link-in-text-block'] };

/** Fails with what axe finds on the page once it has come to rest; looks again for as long as something is found. */
export function expectAccessible(page: Page): Promise<void> {
  return expectNothingFound(page, everything);
}

/** The same in both colour schemes, of which the second changes nothing but colours. The page is light afterwards. */
export async function expectAccessibleInBothSchemes(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectReadableInDark(page);
}

/** What a change of colours alone can break, in both schemes, on a page that expectAccessible has seen. */
export async function expectReadableInBothSchemes(page: Page): Promise<void> {
  await expectNothingFound(page, colors);
  await expectReadableInDark(page);
}

async function expectReadableInDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNothingFound(page, colors);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function expectNothingFound(page: Page, options: RunOptions): Promise<void> {
  const found = async () => {
    await settled(page);
    return violations(page, options);
  };
  // Slow machines take many seconds for one look.
  await expect.poll(found, { timeout: 60_000 }).toEqual([]);
}

/** axe is brought into the page once: its source is larger than the page's own. */
async function violations(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async (given) => {
    const { axe: inPage } = globalThis as unknown as { readonly axe: typeof Axe };
    const { violations: all } = await inPage.run(document, given);
    return all.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, options);
}
