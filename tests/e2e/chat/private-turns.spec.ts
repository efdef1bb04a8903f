import { answers, OpenAIServer } from '../../support/openai-server.ts';
import { expectAccessible } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { memoryRow, openMemory } from '../memory-desk.ts';
import { picture } from '../picture.ts';

test('what a private memory brought into a chat stays here: said under the answer, allowed and taken back', async ({
  desk,
  chat,
}) => {
  const server = await OpenAIServer.start();
  try {
    server.always('chat', (response, request) => {
      const learning = request.body?.['response_format'] !== undefined;
      answers(learning ? JSON.stringify({ memories: [], forget: [] }) : 'I cannot see outside.')(
        response,
        request,
      );
    });
    let page = await desk.open();
    await chat.start();
    await chat.say('Remember that my locker code is 7315.');
    await chat.say('What is my locker code?');
    await openMemory(page);
    await memoryRow(page, 'My locker code is 7315.').getByRole('link').click();
    const details = page.getByRole('region', { name: 'Details' });
    await details.getByRole('switch', { name: 'Private' }).press('Space');
    await expect(details).toContainText('private');
    await expect(memoryRow(page, 'My locker code is 7315.')).toContainText('private');
    await desk.close();

    // Models of this name run elsewhere, whoever answers for them.
    page = await desk.open({ OPENAI_BASE_URL: server.baseUrl, TUTEE_MODEL: 'gpt-oss:120b-cloud' });
    await page.getByText('Remember that my locker').first().click();
    await chat.say('Is it raining?');
    const line = chat.lastAnswer.getByText(
      '4 earlier messages were not sent: private, and this model is not on this machine.',
    );
    await expect(line).toBeVisible();
    expect(JSON.stringify(server.requests)).not.toContain('7315');
    await expectAccessible(page);
    await picture(page, 'private-left-out-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'private-left-out-dark');
    await page.setViewportSize({ width: 420, height: 800 });
    await expectNoOverflow(page);
    await picture(page, 'private-left-out-narrow');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });

    await chat.lastAnswer.getByRole('button', { name: 'Send private messages in this chat' }).press('Enter');
    const banner = page.getByText(
      'Private messages of this chat are sent to models that are not on this machine.',
    );
    await expect(banner).toBeVisible();
    await chat.say('Is it cold?');
    expect(JSON.stringify(server.requests)).toContain('7315');
    await picture(page, 'private-allowed');
    await page.setViewportSize({ width: 420, height: 800 });
    await expectNoOverflow(page);
    await picture(page, 'private-allowed-narrow');
    await page.setViewportSize({ width: 1280, height: 800 });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep them here' }).press('Enter');
    await expect(banner).toBeHidden();

    await openMemory(page);
    await memoryRow(page, 'My locker code is 7315.').getByRole('link').click();
    await page.getByRole('button', { name: 'More' }).first().click();
    await page.getByRole('menuitem', { name: 'Forget for good…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forget for good' });
    await expect(dialog).toContainText('gpt-oss:120b-cloud');
    await expect(dialog).toContainText('2 answers among them');
    await picture(page, 'forget-for-good-dialog');
    await expectAccessible(page);
  } finally {
    await server.stop();
  }
});
