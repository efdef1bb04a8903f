import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

test('what was wrong with an answer is asked again, or remembered once the user says so, never by itself', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { memories: [], forget: [] } },
      { when: { lastUserIncludes: 'shorter' }, reply: 'By the moon.' },
      { reply: 'Tides come about because of the moon, and so on, at length.' },
    ]),
  );
  await chat.say('How do tides come about?');
  await chat.lastAnswer.getByRole('button', { name: 'Not what I wanted' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'What was not right?' });
  await expect(dialog.getByRole('button', { name: 'Say it differently' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Too long' }).press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'How you want it' })).toHaveValue(
    'I prefer short answers.',
  );
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'feedback');
  await page.setViewportSize({ width: 380, height: 760 });
  await expectNoOverflow(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await dialog.getByRole('button', { name: 'Say it differently' }).click();
  await expect(chat.message).toHaveValue('Could you give that answer again, shorter this time?');
  await page.keyboard.press('Enter');
  await expect(chat.lastAnswer).toContainText('By the moon.');
  await expect(chat.remembered).toHaveCount(0);

  await chat.lastAnswer.getByRole('button', { name: 'Not what I wanted' }).click();
  await dialog.getByRole('button', { name: 'Too formal' }).click();
  await dialog.getByRole('button', { name: 'Remember this…' }).click();
  const teach = page.getByRole('dialog', { name: 'Teach' });
  await expect(teach.getByRole('textbox', { name: 'What should I remember?' })).toHaveValue(
    'I prefer a relaxed tone.',
  );
  await teach.getByRole('button', { name: 'Cancel' }).click();
  await page.keyboard.press('Alt+2');
  await expect(page.getByText('I prefer a relaxed tone.')).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await chat.lastAnswer.getByRole('button', { name: 'Not what I wanted' }).click();
  await dialog.getByRole('textbox', { name: 'How you want it' }).fill('I prefer answers with an example.');
  await dialog.getByRole('button', { name: 'Remember this…' }).click();
  await teach.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Remembered.')).toBeVisible();
});
