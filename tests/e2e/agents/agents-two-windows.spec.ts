import { openAgents } from '../agents-desk.ts';
import { expect, test } from '../fixtures.ts';

test('one agent open in two windows: nobody’s changes are lost', async ({ desk, shell }) => {
  test.skip(shell === 'electron', 'The desktop app has one window.');
  const mine = await desk.open();
  await openAgents(mine);
  await mine.getByRole('button', { name: 'New', exact: true }).click();
  await mine.getByRole('menuitem', { name: 'Assistant' }).click();
  await mine.getByRole('textbox', { name: 'Display name' }).fill('Helper');
  await mine.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(mine.getByText('Saved', { exact: true })).toBeVisible();

  const theirs = await mine.context().newPage();
  await theirs.goto(mine.url());
  await openAgents(theirs, 'Yours');
  await theirs.getByRole('link', { name: 'Helper', exact: true }).click();
  const instructions = (page: typeof mine) => page.getByRole('textbox', { name: 'Instructions' });
  const save = (page: typeof mine) => page.getByRole('button', { name: 'Save', exact: true }).click();
  // Whoever saves first must have saved: two windows have two ways to the main side.
  const saved = (page: typeof mine) => expect(page.getByText('Changes not saved')).toHaveCount(0);

  // A window without changes of its own follows.
  await instructions(theirs).fill('Be brief.');
  await save(theirs);
  await expect(instructions(mine)).toHaveValue('Be brief.');

  await instructions(mine).fill('Be thorough.');
  await instructions(theirs).fill('Be kind.');
  await save(theirs);
  await saved(theirs);
  await save(mine);
  const refused = mine.getByRole('alert').filter({ hasText: '“Helper” was changed in another window' });
  await expect(refused).toBeVisible();
  await expect(instructions(mine)).toHaveValue('Be thorough.');
  await refused.getByRole('button', { name: 'Load that version' }).click();
  await expect(instructions(mine)).toHaveValue('Be kind.');
  await expect(refused).toHaveCount(0);
  await mine.getByRole('button', { name: 'Undo' }).click();
  await expect(instructions(mine)).toHaveValue('Be thorough.');
  await expect(mine.getByText('Changes not saved')).toBeVisible();

  await instructions(theirs).fill('Be quick.');
  await save(theirs);
  await saved(theirs);
  await save(mine);
  await refused.getByRole('button', { name: 'Save mine as a copy' }).click();
  await expect(mine.getByRole('heading', { name: 'Helper (copy)', level: 1 })).toBeVisible();
  await expect(instructions(mine)).toHaveValue('Be thorough.');
  await openAgents(mine, 'Yours');
  // By key: a notice may lie over it.
  await mine.getByRole('link', { name: 'Helper', exact: true }).press('Enter');
  await expect(instructions(mine)).toHaveValue('Be quick.');

  // What was deleted elsewhere can still be saved as a copy.
  await instructions(mine).fill('Be there.');
  await theirs.getByRole('button', { name: 'More for Helper' }).click();
  await theirs.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(theirs.getByRole('button', { name: 'Undo' })).toBeVisible();
  await save(mine);
  await mine.getByRole('button', { name: 'Save mine as a copy' }).click();
  await expect(instructions(mine)).toHaveValue('Be there.');
  await expect(mine.getByRole('heading', { name: 'Helper (copy)', level: 1 })).toBeVisible();
});
