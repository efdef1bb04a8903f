import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';
import { settled } from '../settled.ts';

const rules = [
  { when: { responseSchema: true }, json: { lessons: [] } },
  { when: { lastUserIncludes: 'wait' }, hang: true },
  { when: { lastUserIncludes: 'Rome' }, reply: 'About Rome.' },
  { when: { lastUserIncludes: 'Oslo' }, reply: 'About Oslo.' },
  { reply: 'Well.' },
];

test('a message changed by keyboard is answered anew; the earlier one and what followed it are a step away', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(rules));
  await chat.say('Tell me about Rome.');
  await chat.say('And then?');
  const you = chat.log.getByRole('article', { name: 'You' });
  await you.first().getByRole('button', { name: 'Edit message' }).focus();
  await page.keyboard.press('Enter');
  const editor = page.getByRole('textbox', { name: 'What you said' });
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue('Tell me about Rome.');
  await expect(page.getByRole('button', { name: 'Save and send' })).toBeDisabled();
  await editor.fill(' ');
  await expect(page.getByRole('button', { name: 'Save and send' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(editor).toBeHidden();
  await expect(you.first().getByRole('button', { name: 'Edit message' })).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(editor).toHaveValue('Tell me about Rome.');
  await editor.fill('Tell me about Oslo.');
  await picture(page, 'edit-message');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(chat.lastAnswer).toContainText('About Oslo.');
  await expect(you).toHaveCount(1);
  await expect(chat.message).toBeFocused();
  await expect(page.getByRole('heading', { name: 'Tell me about Oslo.' })).toBeVisible();

  const nav = you.first().getByRole('group', { name: /^Version/ });
  await expect(nav).toHaveAccessibleName('Version 2 of 2');
  await picture(page, 'edited-message');
  await nav.getByRole('button', { name: /^Earlier version/ }).click();
  await expect(you).toHaveCount(2);
  await expect(you.first()).toContainText('Tell me about Rome.');
  await expect(nav).toHaveAccessibleName('Version 1 of 2');
  await expect(nav.getByRole('button', { name: /^Earlier version/ })).toBeFocused();
  await expectAccessible(page);

  await desk.restart();
  await desk.page.getByRole('link', { name: 'Tell me about Rome.' }).click();
  await expect(chat.log.getByRole('group', { name: 'Version 1 of 2' })).toBeVisible();
});

test('changing a message while an answer is written is refused in words, and nothing typed is lost', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(rules));
  await chat.say('Tell me about Rome.');
  await chat.message.press('ArrowUp');
  const editor = page.getByRole('textbox', { name: 'What you said' });
  await expect(editor).toBeFocused();
  await editor.fill('Tell me about Oslo.');
  await chat.message.fill('Please wait.');
  await chat.message.press('Enter');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await page.getByRole('button', { name: 'Save and send' }).click();
  await expect(page.getByRole('alert')).toContainText('Something is still being answered in this chat.');
  await expect(editor).toHaveValue('Tell me about Oslo.');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
  await page.getByRole('button', { name: 'Save and send' }).click();
  await expect(chat.lastAnswer).toContainText('About Oslo.');
});

test('a memory opens the wording that taught it, also when another version is shown', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await chat.say("Remember that I'm allergic to peanuts.");
  const you = chat.log.getByRole('article', { name: 'You' });
  await you.getByRole('button', { name: 'Edit message' }).click();
  await page.getByRole('textbox', { name: 'What you said' }).fill("Remember that I'm allergic to walnuts.");
  await page.keyboard.press('Control+Enter');
  const chip = chat.remembered;
  await expect(chip).toContainText("replaces “I'm allergic to peanuts.”");
  await picture(page, 'edited-teaching');
  await chip.getByRole('button', { name: 'Undo' }).click();
  await expect(chip).toContainText('Forgotten');
  await page.getByRole('link', { name: 'Memory', exact: true }).click();
  const row = page.getByRole('list', { name: 'Memories' }).getByRole('listitem').first();
  await expect(row).toContainText('peanuts');
  await row.getByText('peanuts').click();
  await page.locator('.source').getByRole('link').click();
  await expect(you).toContainText('peanuts');
  await expect(you.getByRole('group', { name: 'Version 1 of 2' })).toBeVisible();
});

test('what is typed in the place of a message runs as it is written, and nothing of a long text is cut off', async ({
  desk,
  chat,
}) => {
  const page = await desk.open();
  await chat.say('Hello');
  await chat.log.getByRole('button', { name: 'Edit message' }).click();
  const editor = page.getByRole('textbox', { name: 'What you said' });
  await expect(editor).toHaveCSS('direction', 'ltr');
  await editor.fill('شكرا جزيلا');
  await expect(editor).toHaveCSS('direction', 'rtl');
  await editor.fill('x'.repeat(200_001));
  await page.getByRole('button', { name: 'Save and send' }).click();
  await expect(page.getByRole('alert')).toHaveText(
    'The message is longer than 200,000 characters. Shorten it.',
  );
  expect(await editor.inputValue()).toHaveLength(200_001);
});

test('another version of a message far up is shown where it stands, with the keyboard on its button', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted([rules[0], { reply: 'A line.\n\n'.repeat(16) }]));
  for (const text of ['One', 'Two', 'Three', 'Four']) await chat.say(text);
  // Only what is in sight is drawn, so that the first message drawn may be another one: each is known by its words.
  const saying = (text: string) => chat.log.getByRole('article', { name: 'You' }).filter({ hasText: text });
  // The end of an answer that is drawn late takes the view along.
  const scrollUpTo = (text: string) =>
    expect(async () => {
      await chat.log.evaluate((log) => log.scrollTo(0, 0));
      await settled(page);
      await expect(saying(text)).toBeInViewport({ timeout: 1_000 });
    }).toPass();
  await scrollUpTo('One');
  await saying('One').getByRole('button', { name: 'Edit message' }).click();
  await page.getByRole('textbox', { name: 'What you said' }).fill('Uno');
  await page.keyboard.press('Control+Enter');
  await expect(chat.lastAnswer.getByRole('button', { name: 'Answer again' })).toBeVisible();
  await scrollUpTo('Uno');
  const earlier = (text: string) => saying(text).getByRole('button', { name: /^Earlier version/ });
  await earlier('Uno').click();
  await expect(earlier('One')).toBeFocused();
  await expect(earlier('One')).toBeInViewport();
});
