import type { Page } from '@playwright/test';
import { docxOf, pdfOf, pngOf } from '../../support/attachment-files.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

interface Given {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const report: Given = {
  name: 'Quarter report.pdf',
  mimeType: 'application/pdf',
  buffer: pdfOf(['The ferry ran late on nine days', 'The pier needs paint']),
};
const chart: Given = { name: 'chart.png', mimeType: 'image/png', buffer: pngOf(64, 48) };
const rules = [
  { when: { responseSchema: true }, json: { lessons: [] } },
  { when: { lastUserIncludes: ['ferry ran late'] }, reply: 'Nine late days.' },
  { reply: 'All right.' },
];

const files = (page: Page) => page.getByRole('list', { name: 'Attached files' });

/** Opens the choice of files by its button, as a person does. */
async function choose(page: Page, given: readonly Given[]): Promise<void> {
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await chosen).setFiles([...given]);
}

/** What a browser does when files are dropped or pasted. */
async function hand(page: Page, how: 'drop' | 'paste', { name, mimeType, buffer }: Given): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([called, type, data]) => {
      const made = new DataTransfer();
      const bytes = Uint8Array.from(atob(data), (character) => character.codePointAt(0) ?? 0);
      made.items.add(new File([bytes], called, { type }));
      return made;
    },
    [name, mimeType, buffer.toString('base64')] as const,
  );
  const field = page.getByRole('textbox', { name: 'Message' });
  if (how === 'drop') await field.dispatchEvent('drop', { dataTransfer: transfer });
  else
    await field.evaluate((element, clipboardData) => {
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    }, transfer);
}

test('files go along by button, drop and paste; the model reads them; they stay with the message', async ({
  desk,
  chat,
  scripted,
}) => {
  let page = await desk.open(await scripted(rules));
  await chat.start();
  await choose(page, [report]);
  await hand(page, 'drop', chart);
  await hand(page, 'paste', { ...chart, name: 'pasted.png', buffer: pngOf(10, 10) });
  await expect(files(page).getByRole('listitem')).toHaveCount(3);
  await expect(files(page).getByRole('listitem', { name: report.name })).toContainText(
    /PDF · .* · about \d+ tokens/,
  );
  await expect(files(page).getByRole('listitem', { name: 'chart.png' }).locator('img')).toBeVisible();
  await expect(page.getByText(/^Files: about 2,0\d\d tokens of each request\.$/)).toBeVisible();
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'attachments-composer');
  await page.getByRole('button', { name: 'Remove pasted.png' }).click();
  await expect(chat.message).toBeFocused();
  await chat.say('What does it say?');
  await expect(chat.lastAnswer).toContainText('Nine late days.');
  await expect(page.getByRole('form').or(page.locator('.composer')).getByRole('list')).toHaveCount(0);
  const sent = chat.log.getByRole('list', { name: 'Attached files' });
  await expect(sent.getByRole('listitem')).toHaveCount(2);
  await expect(sent.locator('img')).toBeVisible();
  await picturesInBothSchemes(page, 'attachments-sent');

  await sent.getByRole('button', { name: `Show ${report.name}` }).click();
  await expect(page.getByRole('region', { name: `Text of ${report.name}` })).toContainText(
    'The pier needs paint',
  );
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  const saved = page.waitForEvent('download');
  await sent.getByRole('button', { name: `Save ${report.name}` }).click();
  expect((await saved).suggestedFilename()).toBe(report.name);

  page = await desk.restart();
  await page.getByRole('link', { name: 'What does it say?' }).first().click();
  await expect(files(page).getByRole('listitem')).toHaveCount(2);
  await expect(files(page).locator('img')).toBeVisible();
});

test('what cannot be attached says why, and the rest is sent', async ({ desk, chat, scripted }) => {
  const page = await desk.open(await scripted(rules));
  await chat.start();
  const cracked: Given = { name: 'cracked.docx', mimeType: '', buffer: docxOf(['One']).subarray(0, 300) };
  await choose(page, [cracked, { name: 'nothing.txt', mimeType: '', buffer: Buffer.alloc(0) }, report]);
  await expect(files(page).getByRole('listitem', { name: 'cracked.docx' })).toContainText(
    'This file is damaged.',
  );
  await expect(files(page).getByRole('listitem', { name: 'nothing.txt' })).toContainText('is empty');
  await expect(files(page).getByRole('listitem', { name: report.name })).toContainText('tokens');
  await expect(page.getByRole('alert').filter({ hasText: 'is empty' })).toBeAttached();
  await picturesInBothSchemes(page, 'attachments-faults');
  const many = Array.from({ length: 30 }, (_, at) => ({
    name: `${at}.txt`,
    mimeType: '',
    buffer: Buffer.from('x'),
  }));
  await choose(page, many);
  await expect(
    page.getByRole('alert').filter({ hasText: 'A message takes 10 files; 23 were not attached.' }),
  ).toBeVisible();
  await expect(
    files(page)
      .getByRole('listitem')
      .filter({ hasText: /about \d+ token/ }),
  ).toHaveCount(8);
  await page.setViewportSize({ width: 360, height: 640 });
  await expectNoOverflow(page);
  await picturesInBothSchemes(page, 'attachments-narrow');
  await chat.say('And?');
  await expect(chat.lastAnswer).toContainText('Nine late days.');
});

test('a file never runs: markup is shown as text, and an image is what its content is', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(rules));
  await page.evaluate(() => Object.assign(globalThis, { ran: false }));
  await chat.start();
  const script =
    '<svg xmlns="http://www.w3.org/2000/svg" onload="globalThis.ran = true"><script>globalThis.ran = true</script></svg>';
  await choose(page, [
    { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(script) },
    { name: 'page.png', mimeType: 'image/png', buffer: Buffer.from(`<!doctype html>${script}`) },
  ]);
  await expect(files(page).getByRole('listitem').filter({ hasText: 'Text file' })).toHaveCount(2);
  await expect(files(page).locator('img')).toHaveCount(0);
  await chat.say('What is it?');
  await chat.log.getByRole('button', { name: 'Show drawing.svg' }).click();
  await expect(page.getByRole('region', { name: 'Text of drawing.svg' })).toContainText('<script>');
  expect(await page.evaluate(() => Reflect.get(globalThis, 'ran') as unknown)).toBe(false);
});

test('by keys alone, in a temporary chat and without a model', async ({ desk, chat }) => {
  const page = await desk.open();
  await page.getByRole('button', { name: 'Temporary chat' }).click();
  // The browser takes a moment until it hands choosers over instead of showing them.
  const chosen = page.waitForEvent('filechooser');
  await chat.message.focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Attach files' })).toBeFocused();
  await page.keyboard.press('Enter');
  await (await chosen).setFiles([report]);
  await expect(
    page.getByText('No model is connected: the files go along, but nothing reads them.'),
  ).toBeVisible();
  // Until it has arrived nothing is sent.
  await expect(files(page).getByRole('listitem', { name: report.name })).toContainText(/about \d+ tokens/);
  await chat.message.focus();
  await page.keyboard.press('Enter');
  await expect(chat.lastAnswer).toContainText('I did not read the attached file');
  await expect(chat.log.getByRole('listitem', { name: report.name })).toBeVisible();
});
