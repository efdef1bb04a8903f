import type { Page } from '@playwright/test';
import { openAgents } from '../agents-desk.ts';
import { expectAccessible, expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { memoryRow, memoryRows, openMemory, teach } from '../memory-desk.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';
import { settled } from '../settled.ts';

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('article', { name: 'You' }).filter({ hasText: text })).toBeVisible();
  await expect(page.getByRole('article').last()).toHaveAccessibleName('Tutee');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
}

async function newProject(page: Page, name: string, { keep = false } = {}): Promise<void> {
  await page.getByRole('button', { name: 'New project' }).click();
  const dialog = page.getByRole('dialog', { name: 'New project' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  if (keep) {
    const kept = dialog.getByRole('switch', { name: /^Keep what is taught/ });
    await kept.press('Space');
    await expect(kept).toBeChecked();
  }
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toBeHidden();
}

async function newChatIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).hover();
  await page.getByRole('button', { name: `Actions for project ${name}` }).click();
  await page.getByRole('menuitem', { name: 'New chat in it' }).click();
}

test('what a project keeps comes to mind in its chats alone, and the receipt says so', async ({ desk }) => {
  const page = await desk.open();
  await newProject(page, 'Trip', { keep: true });
  await newChatIn(page, 'Trip');
  await expect(page.getByText('Project Trip', { exact: true })).toBeVisible();
  await expect(page.getByText('known in this project only')).toBeVisible();
  await say(page, 'Remember that the hotel is in Gion.');
  await expect(page.getByRole('group', { name: 'Remembered' })).toContainText('project Trip only');
  await newChatIn(page, 'Trip');
  await say(page, 'Where is the hotel?');
  await page.getByRole('button', { name: 'Used 1 memory' }).click();
  const used = page.getByRole('region', { name: 'Memories used' });
  await expect(used).toContainText('project Trip');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New chat', exact: true }).first().click();
  await say(page, 'Where is the hotel?');
  await expect(page.getByRole('button', { name: /^Used/ })).toHaveCount(0);
  await expect(page.getByRole('article', { name: 'Tutee' })).not.toContainText('Gion');
});

test('projects by keyboard alone: fold, move a chat in and back, rename, delete with Undo', async ({
  desk,
}) => {
  const page = await desk.open();
  await say(page, 'Hello from outside');
  const chat = page.getByRole('link', { name: 'Hello from outside' });
  await chat.press('m');
  const move = page.getByRole('dialog', { name: 'Move chat to a project' });
  await expect(move.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Trip');
  await page.keyboard.press('Enter');
  await expect(move).toBeHidden();
  const project = page.getByRole('button', { name: 'Trip', exact: true });
  await expect(project).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByText('Project Trip', { exact: true })).toBeVisible();
  await project.press('ArrowLeft');
  await expect(chat).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(chat).toBeVisible();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Project' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Kyoto');
  await page.keyboard.press('Enter');
  const renamed = page.getByRole('button', { name: 'Kyoto', exact: true });
  await renamed.press('Delete');
  await expect(renamed).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'New project' })).toBeFocused();
  await expect(chat).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(renamed).toBeVisible();
  await page.reload();
  await expect(page.getByText('Project Kyoto', { exact: true })).toBeVisible();
  await settled(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search commands and chats' })).toBeFocused();
  await page.keyboard.type('new chat kyoto');
  await expect(page.getByRole('option', { name: 'New chat in project Kyoto' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'New chat' })).toBeVisible();
  await expect(page.getByText('Project Kyoto', { exact: true })).toBeVisible();
  await chat.waitFor({ state: 'hidden' });
});

test('memories are taught in a project, moved by name, filtered and grouped by where they apply', async ({
  desk,
}) => {
  const page = await desk.open();
  await newProject(page, 'Trip');
  await openMemory(page);
  await teach(page, 'My cat is called Fig.');
  await page.getByRole('button', { name: 'Teach' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Teach' });
  await dialog.getByRole('textbox', { name: 'What should I remember?' }).fill('The hotel is in Gion.');
  await dialog.getByRole('combobox', { name: 'Applies' }).selectOption('project Trip');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('checkbox', { name: /^project Trip/ }).check();
  await page.keyboard.press('Escape');
  await expect(memoryRows(page)).toHaveCount(1);
  await expect(memoryRow(page, 'The hotel is in Gion.')).toBeVisible();
  await page.getByRole('button', { name: /^project Trip 1/ }).click();
  await expect(memoryRows(page)).toHaveCount(2);

  await page.getByRole('button', { name: 'Select all' }).click();
  await page.getByRole('button', { name: 'Move to…' }).click();
  await page.getByRole('menuitem', { name: 'project Trip' }).click();
  await expect(page.getByText('1 memory moved.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Show' }).selectOption('By where it applies');
  const groups = page.getByRole('list', { name: 'Memories by where they apply' });
  await expect(groups.getByRole('button', { name: /^project Trip.*2 memories/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(groups.getByRole('button', { name: /^everywhere.*1 memory/ })).toBeVisible();
  await groups.getByRole('button', { name: /^project Trip/ }).click();
  await page.getByRole('button', { name: 'Would this be found?' }).click();
  const trial = page.getByRole('region', { name: 'Would this be found?' });
  const question = trial.getByRole('textbox');
  await question.fill('Where is the hotel?');
  await question.press('Enter');
  await expect(trial).toContainText('No memory was close enough.');
  await trial.getByRole('combobox', { name: 'Asked in a chat that knows' }).selectOption('project Trip');
  await question.press('Enter');
  await expect(trial).toContainText('The hotel is in Gion.');
  await expectAccessible(page);
  await memoryRow(page, 'The hotel is in Gion.').getByRole('link').click();
  const details = page.getByRole('region', { name: 'Details' });
  await expect(details).toContainText('project Trip');
  await expectAccessible(page);
  await details.getByRole('combobox', { name: 'Applies' }).selectOption('everywhere');
  await expect(details).toContainText('project Trip → everywhere');
});

test('a project learns in its own way, and settings say so', async ({ desk }) => {
  const page = await desk.open();
  await newProject(page, 'Trip');
  await page.getByRole('button', { name: 'Trip', exact: true }).press('F2');
  const dialog = page.getByRole('dialog', { name: 'Project' });
  await dialog.getByRole('combobox', { name: 'When Tutee learns here' }).selectOption('Only when you say so');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await newChatIn(page, 'Trip');
  await expect(page.getByRole('link', { name: 'Learning: only when told' })).toBeVisible();
  await page.getByRole('link', { name: 'Learning: only when told' }).click();
  const field = page.getByRole('combobox', { name: 'When Tutee learns: project Trip' });
  await expect(field).toHaveValue('told');
  await field.selectOption('As everywhere else');
  await expect(field).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Set learning apart' }).selectOption('project Trip');
  await expect(field).toHaveValue('automatic');
});

test('a run of agents begins in the project that is looked at, and in another one where that is chosen', async ({
  desk,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([{ when: { responseSchema: true }, json: { lessons: [] } }, { reply: 'APPROVE' }]),
  );
  await newProject(page, 'Boats');
  await newProject(page, 'Trip');
  await newChatIn(page, 'Trip');
  await openAgents(page, 'Gallery');
  const start = async (task: string, where?: string) => {
    await page.getByRole('button', { name: 'Start a run: Writer and critic' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start “Writer and critic”' });
    await dialog.getByRole('textbox', { name: 'Task' }).fill(task);
    const choice = dialog.getByRole('combobox', { name: 'Where' });
    if (where === undefined)
      await expect(choice.locator('option:checked')).toHaveText('In a new chat of “Trip”');
    else await choice.selectOption(where);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(dialog).toBeHidden();
  };
  await start('A poem');
  await expect(page.getByText('Project Trip', { exact: true })).toBeVisible();
  await openAgents(page, 'Gallery');
  await start('Another poem', 'In a new chat of “Boats”');
  await expect(page.getByText('Project Boats', { exact: true })).toBeVisible();
});

test('a project has a page: instructions, chats, memories and files', async ({ desk }) => {
  const page = await desk.open();
  await newProject(page, 'Trip', { keep: true });
  await newChatIn(page, 'Trip');
  await picturesInBothSchemes(page, 'project-empty');
  const instruction = page.getByRole('textbox', { name: 'New instruction' });
  await instruction.fill('Name the nearest station in every answer.');
  await instruction.press('Enter');
  const instructions = page.getByRole('region', { name: 'Instructions' });
  await expect(instructions.getByRole('listitem')).toHaveText(['Name the nearest station in every answer.']);
  await say(page, 'Remember that the hotel is in Gion.');
  await page.getByRole('link', { name: 'Project Trip' }).click();
  await expect(
    page.getByRole('region', { name: 'Memories of this project' }).getByRole('listitem'),
  ).toHaveText([/The hotel is in Gion/]);
  await expect(page.getByRole('region', { name: 'Chats' }).getByRole('listitem')).toHaveText([
    /Remember that/,
  ]);
  await expect(page.getByRole('region', { name: 'Files' }).getByText('No folders yet')).toBeVisible();
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'project');
  await page.setViewportSize({ width: 380, height: 800 });
  await expectNoOverflow(page);
  await picture(page, 'project-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  // Taken away by keyboard: the focus stays, and Undo brings it back.
  await instructions.getByRole('button', { name: /^Remove “Name the nearest/ }).press('Enter');
  await expect(instruction).toBeFocused();
  await expect(instructions.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(instructions.getByRole('listitem')).toHaveCount(1);
});
