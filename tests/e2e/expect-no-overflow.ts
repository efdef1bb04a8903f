import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { settled } from './settled.ts';

/** Fails when the page, once it has come to rest, is wider than its window. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const beyond = async () => {
    await settled(page);
    return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  };
  await expect.poll(beyond, 'pixels beyond the side of the window').toBeLessThanOrEqual(0);
}
