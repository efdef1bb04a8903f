import path from 'node:path';
import type { Page } from '@playwright/test';

/** A picture for the person who looks at the page; kept only where TUTEE_PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['TUTEE_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** One in each colour scheme, named by it. */
export async function picturesInBothSchemes(page: Page, name: string): Promise<void> {
  if (process.env['TUTEE_PICTURES'] === undefined) return;
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `${name}-${colorScheme}`);
  }
}
