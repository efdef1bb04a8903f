/** What a person does on the Agents page and in a run, by the names they see. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

const usage = (promptTokens: number, completionTokens: number) => ({ promptTokens, completionTokens });

/** Words of the instructions of the gallery's writer and critic, by which a script knows who asks. */
export const writer = 'You write what the user asked for';
export const critic = 'strict, kind editor';

/** Of the writer and critic of the gallery: two drafts, then APPROVE. */
export function poemScript(): unknown[] {
  return [
    { when: { responseSchema: true }, json: { lessons: [] } },
    { when: { systemIncludes: critic, anyIncludes: 'The beech' }, reply: 'APPROVE', usage: usage(180, 4) },
    { when: { systemIncludes: critic }, reply: 'Name the tree.', usage: usage(140, 16) },
    {
      when: { systemIncludes: writer, anyIncludes: 'Name the tree' },
      reply: 'The beech lets go of one leaf.',
      usage: usage(260, 24),
    },
    {
      when: { systemIncludes: writer },
      reply: 'A tree lets go of one leaf, then another, as if it had all afternoon.',
      usage: usage(120, 40),
    },
  ];
}

/**
 * Of the support desk of the gallery: the desk hands over, the technician looks something up, asks the caller, and closes the
 * case.
 */
export function deskScript(): unknown[] {
  const technician = 'You solve the problem';
  return [
    { when: { responseSchema: true }, json: { lessons: [] } },
    { when: { systemIncludes: technician, lastUserIncludes: 'loose' }, reply: 'Good. CASE CLOSED' },
    {
      when: { systemIncludes: technician, toolResultIncludes: 'e' },
      reply: 'Is its cable plugged in?',
      toolCalls: [{ name: 'ask_caller' }],
      usage: usage(300, 9),
    },
    {
      when: { systemIncludes: technician },
      reply: 'Let me look.',
      toolCalls: [{ name: 'search_memories', arguments: { query: 'second screen' } }],
      usage: usage(200, 12),
    },
    {
      when: { systemIncludes: 'front of a support desk' },
      toolCalls: [{ name: 'transfer_to_technician' }],
      usage: usage(100, 6),
    },
  ];
}

export async function openAgents(page: Page, tab?: 'Gallery' | 'Yours' | 'Runs'): Promise<void> {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Agents').click();
  await expect(page.getByRole('heading', { name: 'Agents', exact: true })).toBeVisible();
  if (tab !== undefined) await page.getByRole('tab', { name: tab }).click();
}

/** Starts a team of the gallery on a task; the chat of the run is open then. */
export async function startRun(page: Page, team: string, task: string, record = false): Promise<void> {
  await openAgents(page, 'Gallery');
  await page.getByRole('button', { name: `Start a run: ${team}` }).click();
  const dialog = page.getByRole('dialog', { name: `Start “${team}”` });
  await dialog.getByRole('textbox', { name: 'Task' }).fill(task);
  if (record) await dialog.getByRole('switch', { name: 'Record it' }).press('Space');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByRole('log', { name: 'Conversation' })).toContainText(task);
}

export function runBar(page: Page): Locator {
  return page.getByRole('region', { name: 'Run', exact: true }).filter({ has: page.getByRole('status') });
}

/** Opens a team of the gallery. */
export async function lookInside(page: Page, team: string): Promise<void> {
  await openAgents(page, 'Gallery');
  await page
    .getByRole('list', { name: 'Ready teams' })
    .getByRole('link', { name: team, exact: true })
    .click();
  await expect(page.getByRole('heading', { name: team, level: 1 })).toBeVisible();
}
