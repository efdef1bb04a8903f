import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { settled } from './settled.ts';

/** WCAG 2.2 AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails with what axe finds on the page once it has come to rest; looks again for as long as something is found. */
export async function expectAccessible(page: Page): Promise<void> {
  const found = async () => {
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  // Slow machines take many seconds for one look.
  await expect.poll(found, { timeout: 60_000 }).toEqual([]);
}
