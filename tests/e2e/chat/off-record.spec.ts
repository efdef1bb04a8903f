import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

test('a time off the record is seen beside the message, in a chat opened again too, and ends by a key', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await chat.start();
  const sign = page.getByRole('group', { name: 'Off the record' });
  await chat.say('Remember that my canoe is orange.');
  await expect(sign).toBeHidden();
  await chat.say('Please don’t keep anything I say for the next while.');
  await expect(sign).toContainText('nothing is kept');
  await chat.say('My sister works for a blacksmith.');
  await expectAccessible(page);
  await picture(page, 'off-record-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'off-record-dark');
  await page.setViewportSize({ width: 420, height: 800 });
  await expectNoOverflow(page);
  await picture(page, 'off-record-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.reload();
  await expect(sign).toBeVisible();

  await sign.getByRole('button', { name: 'End' }).press('Enter');
  await expect(sign).toBeHidden();
  await chat.say('Remember that my tent is green.');
  await page.getByRole('link', { name: 'Memory', exact: true }).click();
  await expect(page.getByText('My tent is green.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Memories' }).getByText('My canoe is orange.')).toBeVisible();
  await expect(page.getByText('blacksmith')).toBeHidden();
});
