import { expectAccessible } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { picture } from '../picture.ts';

const first = 'How about Sea Breeze? It is a classic name for a boat.';
const lesson = 'When I ask for a name, give one short name.';
const rules = [
  {
    when: { responseSchema: true, anyIncludes: 'changed the answer' },
    json: {
      lessons: [
        { action: 'add', n: null, kind: 'skill', text: lesson, cues: ['a name for it'], validUntil: null },
      ],
    },
  },
  { when: { responseSchema: true }, json: { lessons: [] } },
  { reply: first },
];

test('an answer put right by keyboard takes its place, teaches with a chip, and can be undone', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(await scripted(rules));
  await chat.say('Suggest a name for my boat.');
  await expect(chat.lastAnswer).toContainText('Sea Breeze');

  await chat.lastAnswer.getByRole('button', { name: 'Edit' }).focus();
  await page.keyboard.press('Enter');
  const editor = page.getByRole('textbox', { name: 'Your version of the answer' });
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue(first);
  await page.keyboard.press('Escape');
  await expect(editor).toBeHidden();
  await expect(chat.lastAnswer.getByRole('button', { name: 'Edit' })).toBeFocused();

  await page.keyboard.press('Enter');
  await editor.fill('Fig. It is short, like the cat.');
  await picture(page, 'edit-answer');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(chat.lastAnswer).toContainText('Fig. It is short, like the cat.');
  await expect(chat.lastAnswer).toContainText('in your version');
  await expect(chat.lastAnswer).not.toContainText('Sea Breeze');
  await expect(chat.message).toBeFocused();

  const chip = chat.lastAnswer.getByRole('group', { name: 'Remembered' });
  await expect(chip).toContainText(lesson);
  await picture(page, 'edited-answer');
  await chip.getByRole('button', { name: 'Undo' }).click();
  await expect(chip).toContainText('Forgotten');

  await desk.restart();
  await desk.page.getByRole('link', { name: /Suggest a name/ }).click();
  await expect(chat.lastAnswer).toContainText('Fig. It is short, like the cat.');
});
