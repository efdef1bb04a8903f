/** Tools of servers: added in Settings, decided about in the chat, withheld when they change. */
import type { Page } from '@playwright/test';
import { testServer } from '../../support/tool-servers/start-test-server.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';

async function openTools(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Primary' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('tab', { name: 'Tools' }).click();
}

/** Adds the test server, pasted as another program keeps it. */
async function addServer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a server' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a server' });
  const paste = dialog.getByRole('textbox', { name: 'Command, address or settings' });
  await paste.fill('{"a": 1}');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog).toContainText('No servers are in this JSON');
  await dialog.getByRole('button', { name: 'Look for servers of other programs' }).click();
  const found = dialog.getByRole('list', { name: 'Servers of other programs' });
  await expect(found.or(dialog.getByText('Other programs have none'))).toBeVisible();
  const { command, args } = testServer();
  await paste.fill(JSON.stringify({ mcpServers: { Desk: { command, args, env: { API_KEY: 'sk-1' } } } }));
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Desk');
  await expectAccessible(page);
  await picture(page, 'tools-form');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
}

test('a server is added, a call is decided in the chat, and all of it is listed', async ({
  desk,
  chat,
  scripted,
}) => {
  const page = await desk.open(
    await scripted([
      {
        when: { lastUserIncludes: 'note', afterTools: false, tools: true },
        reply: 'I write it down.',
        toolCalls: [{ name: 'Desk__write_note', arguments: { text: 'Buy bread', list: ['a', 'b'] } }],
      },
      {
        when: { lastUserIncludes: 'question', afterTools: false, tools: true },
        reply: '',
        toolCalls: [{ name: 'Desk__ask', arguments: {} }],
      },
      { when: { toolResultIncludes: 'Answered' }, reply: 'Thank you.' },
      { when: { toolResultIncludes: 'Written' }, reply: 'It is written.' },
      { when: { afterTools: true }, reply: 'Then I leave it.' },
      'Hello.',
    ]),
  );
  await openTools(page);
  await expect(page.getByText('No servers yet')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'tools-empty');
  await addServer(page);
  const server = page.getByRole('list', { name: 'Servers' }).getByRole('listitem', { name: 'Desk' });
  await expect(server).toContainText(/\d+ tools/);
  await server.getByRole('button', { name: /^Desk/ }).click();
  await expect(server.getByRole('radiogroup', { name: 'May add be used?' })).toBeVisible();
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'tools-server');
  await page.setViewportSize({ width: 380, height: 800 });
  await expectNoOverflow(page);
  await picture(page, 'tools-server-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });

  await chat.start();
  await chat.say('Take a note, please.');
  const card = page.getByRole('region', { name: 'May it use write_note of Desk?' });
  await expect(card).toContainText('Buy bread');
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'tool-call-waits');
  await page.setViewportSize({ width: 380, height: 800 });
  await expectNoOverflow(page);
  await picture(page, 'tool-call-narrow');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.reload();
  await card.getByRole('button', { name: 'Edit' }).click();
  await card.getByRole('textbox', { name: 'What it is given' }).fill('{"text": "Buy milk"}');
  await card.getByRole('button', { name: 'Once' }).click();
  const answer = page
    .getByRole('log', { name: 'Conversation' })
    .getByRole('article', { name: 'Tutee' })
    .last();
  await expect(answer).toContainText('It is written.');
  const call = answer.getByRole('list', { name: 'What it did' }).getByRole('button');
  await expect(call).toContainText('Used write_note of Desk: text: Buy milk');
  await call.click();
  await expect(answer).toContainText('Written: Buy milk');
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'tool-call-done');

  await chat.say('Another note.');
  await card.getByRole('button', { name: 'Not now' }).click();
  await expect(answer).toContainText('Then I leave it.');
  await expect(answer).toContainText('Was not allowed to use write_note');

  await chat.say('Let the desk put its question.');
  await page
    .getByRole('region', { name: 'May it use ask of Desk?' })
    .getByRole('button', { name: 'Once' })
    .click();
  const question = page.getByRole('dialog', { name: 'Desk asks you' });
  await expect(question).toContainText('Which one do you want?');
  await question.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(question.getByRole('alert')).toContainText('“Colour” is needed');
  await question.getByRole('combobox', { name: 'Colour' }).selectOption('green');
  await expectAccessible(page);
  await picturesInBothSchemes(page, 'tool-question');
  await question.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(question).toBeHidden();
  await expect(answer).toContainText('Thank you.');

  await openTools(page);
  await expect(page.getByRole('region', { name: 'What tools did' }).getByRole('listitem')).toHaveCount(3);
  await picture(page, 'tools-log');
  await server.getByRole('button', { name: 'Remove Desk' }).click();
  await page.getByRole('dialog', { name: 'Remove Desk?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No servers yet')).toBeVisible();
});
