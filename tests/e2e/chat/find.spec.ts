import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

const long = Array.from({ length: 60 }, (_, line) => `Line ${line} of the answer.`).join('\n\n');

test('a text is found in the chat, in code and in closed thoughts, and the focus comes back', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      {
        when: { lastUserIncludes: ['What does'] },
        reply: `The **porcu**pine sleeps.\n\n\`\`\`ts\nconst porcupine = 1;\n\`\`\`\n\n${long}`,
        reasoning: 'Is a PORCUPINE a rodent?',
      },
      { reply: long },
    ]),
  );
  await chat.start();
  await chat.say('What does it do?');
  await chat.say('And then?');
  await chat.message.focus();
  await page.keyboard.press('Control+f');
  const field = page.getByRole('searchbox', { name: 'Find in this chat' });
  await expect(field).toBeFocused();
  await field.fill('porcupine');
  const bar = page.getByRole('search', { name: 'Find in this chat' });
  await expect(bar.getByRole('status')).toHaveText('2 of 2');
  await expect(page.getByText('const porcupine')).toBeInViewport();
  const marks = () =>
    page.evaluate(() =>
      [...(CSS.highlights.get('found-now') ?? [])].map((range) => (range as Range).toString()),
    );
  await expect.poll(marks).toEqual(['porcupine']);
  await field.press('Shift+Enter');
  await expect(bar.getByRole('status')).toHaveText('1 of 2');
  await expect(page.getByText('Is a PORCUPINE a rodent?')).toBeInViewport();
  await expect.poll(marks).toEqual(['PORCUPINE']);
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'find');
  await field.fill('no such words');
  await expect(bar.getByRole('status')).toHaveText('Not found');
  await field.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(chat.message).toBeFocused();
});

test('what was found in another chat is shown where it is, with its words marked', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      { when: { responseSchema: true }, json: { lessons: [] } },
      { when: { lastUserIncludes: ['Begin'] }, reply: `A quetzal nests here.\n\n${long}` },
      { reply: long },
    ]),
  );
  await chat.start();
  await chat.say('Begin');
  await chat.say('Go on');
  await chat.start();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search commands and chats' }).fill('quetzal nests');
  const found = page.getByRole('option', { name: /A quetzal nests here/ });
  await expect(found.locator('mark')).toHaveText(['quetzal', 'nests']);
  await found.click();
  await expect(page.getByText('A quetzal nests here.')).toBeInViewport();
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('found')?.size)).toBe(2);
});
