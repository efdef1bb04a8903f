/** Skills: added in Settings, read and switched on, used in the chat; a taught one written out from the Memory page. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';

test('a skill is added, read, switched on and used; a taught one is written out', async ({
  desk,
  chat,
  scripted,
}) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tutee-skill-')));
  mkdirSync(join(folder, 'scripts'));
  writeFileSync(join(folder, 'scripts/count.py'), 'print("3 people")\n');
  writeFileSync(
    join(folder, 'SKILL.md'),
    '---\nname: meeting-minutes\ndescription: Writes minutes of meetings. Use it when there are notes of a meeting.\n---\n\n# Minutes\n\nBegin with who was there. <img src=x onerror=alert(1)>\n',
  );
  const page = await desk.open(
    await scripted([
      {
        when: { lastUserIncludes: 'notes', afterTools: false, tools: true },
        reply: 'I look at the skill.',
        toolCalls: [{ name: 'use_skill', arguments: { name: 'meeting-minutes' } }],
      },
      { when: { toolResultIncludes: 'who was there' }, reply: 'Ada was there.' },
      'Hello.',
    ]),
  );
  await chat.start();
  await chat.say('/teach To debug a flaky test, run it fifty times.');
  await page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Tools' }).click();
  await page.getByRole('button', { name: 'Add a skill' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a skill' });
  const path = dialog.getByRole('textbox', { name: 'Folder, ZIP archive or SKILL.md on this machine' });
  await path.fill(join(folder, 'scripts'));
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toContainText('There is no SKILL.md in it');
  await path.fill(folder);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  const skill = page.getByRole('list', { name: 'Skills' }).getByRole('listitem', { name: 'meeting-minutes' });
  await skill.getByRole('button', { name: /^meeting-minutes/ }).click();
  await expect(skill).toContainText('They run in a sandbox');
  await expect(skill.getByText('<img src=x')).toBeVisible();
  await skill.getByRole('button', { name: /scripts\/count\.py/ }).click();
  await expect(skill).toContainText('print("3 people")');
  await skill.getByRole('switch', { name: 'Use meeting-minutes' }).press('Space');
  await expect(skill.getByRole('switch', { name: 'Use meeting-minutes' })).toBeChecked();
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'skills');
  await page.setViewportSize({ width: 380, height: 800 });
  await expectNoOverflow(page);
  await picture(page, 'skills-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });

  await chat.start();
  await chat.say('Here are my notes.');
  const answer = page
    .getByRole('log', { name: 'Conversation' })
    .getByRole('article', { name: 'Tutee' })
    .last();
  await expect(answer).toContainText('Ada was there.');
  await expect(answer).toContainText('Used “Use a skill”: meeting-minutes');

  await page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Memory' }).click();
  await page.getByRole('list', { name: 'Memories' }).getByText('flaky test').first().click();
  const details = page.getByRole('button', { name: 'More for this memory' });
  await details.click();
  await page.getByRole('menuitem', { name: 'Write as a skill' }).click();
  await expect(page.getByText(/Written as the skill /)).toBeVisible();
  rmSync(folder, { recursive: true, force: true });
});
