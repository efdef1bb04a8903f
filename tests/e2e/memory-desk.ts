/** What a person does on the Memory page, by the names they see. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export async function openMemory(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Memory').click();
  await expect(page.getByRole('heading', { name: 'Memory', exact: true })).toBeVisible();
}

export async function teach(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Teach' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Teach' });
  await dialog.getByRole('textbox', { name: 'What should I remember?' }).fill(text);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

export function memoryRows(page: Page): Locator {
  return page.getByRole('list', { name: 'Memories' }).getByRole('listitem');
}

export function memoryRow(page: Page, text: string): Locator {
  return page.getByRole('list', { name: 'Memories' }).getByRole('listitem', { name: text });
}

/** Pastes what another assistant remembers, one statement a line; all of it then waits for review. */
export async function pasteForReview(page: Page, lines: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Import or export' }).click();
  await page.getByRole('menuitem', { name: 'Import memories…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import memories' });
  await dialog.getByRole('textbox').fill(lines.join('\n'));
  await dialog.getByRole('button', { name: 'Read pasted text' }).click();
  await dialog.getByRole('button', { name: /^Import \d/ }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
}
