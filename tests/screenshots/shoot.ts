/** Takes the pictures of a view: in both colour schemes, narrow, and on a very large screen. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { settled } from '../e2e/settled.ts';

interface Look {
  readonly name: string;
  readonly scheme: 'light' | 'dark';
  /** In CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

const usual = { width: 1280, height: 800 };
const looks: readonly Look[] = [
  { name: 'light', scheme: 'light', size: usual },
  { name: 'dark', scheme: 'dark', size: usual },
  { name: 'narrow', scheme: 'light', size: { width: 380, height: 780 } },
  { name: 'narrow-dark', scheme: 'dark', size: { width: 380, height: 780 } },
  { name: 'wide', scheme: 'light', size: { width: 3840, height: 2160 } },
];

/** Saves `NAME.LOOK.png` for each look in the folder that TUTEE_PICTURES names. The window is as before afterwards. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['TUTEE_PICTURES'];
  if (folder === undefined) throw new Error('Start it with `npm run screenshots`.');
  mkdirSync(folder, { recursive: true });
  for (const { name: look, scheme, size } of looks) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(size);
    await settled(page);
    await page.screenshot({ path: join(folder, `${name}.${look}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(usual);
  await settled(page);
}

/** Shows the view with this location hash, such as `memory/review`. */
export async function show(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => (location.hash = `#/${to}`), hash);
  await page.waitForLoadState('networkidle');
  await settled(page);
}
