/** Proxies and certificates of servers, as a person sets them and is told what is wrong. */
import { createServer } from 'node:net';
import { certificates, startSecureServer } from '../../support/servers/proxy-servers.ts';
import { expectAccessibleInBothSchemes } from '../expect-accessible.ts';
import { expectNoOverflow } from '../expect-no-overflow.ts';
import { expect, test } from '../fixtures.ts';
import { picturesInBothSchemes } from '../picture.ts';

/** A port of this machine at which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}

test('a proxy is refused with an example, and is named when it does not answer', async ({ desk }) => {
  const port = await freePort();
  const page = await desk.open({});
  await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
  await page.getByRole('textbox', { name: 'Base URL' }).fill('https://models.example.test/v1');
  await page.getByRole('textbox', { name: 'Base URL' }).press('Enter');
  await page.getByRole('button', { name: 'Protocol, headers, proxy and certificates' }).click();
  await page.getByRole('combobox', { name: 'Proxy' }).selectOption('This one:');
  const proxy = page.getByRole('textbox', { name: 'Address of the proxy' });
  await proxy.fill('socks4://127.0.0.1:1080');
  await proxy.blur();
  await expect(page.getByText(/those of version 5/).first()).toBeVisible();
  await proxy.fill(`127.0.0.1:${port}`);
  await proxy.blur();
  await expect(proxy).toHaveValue(`http://127.0.0.1:${port}`);
  await page.getByRole('textbox', { name: 'Proxy user name' }).fill('ada');
  await page.getByLabel('Proxy password').fill('hush-hush');
  // Whatever is done next, what was typed is saved.
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText(`The proxy at 127.0.0.1:${port} does not answer.`).first()).toBeVisible();
  await expect(page.getByRole('list', { name: 'Proxy login' })).toContainText('ada');
  await expectAccessibleInBothSchemes(page);
  await page.setViewportSize({ width: 380, height: 800 });
  await expectNoOverflow(page);
  await picturesInBothSchemes(page, 'proxy-down');
});

test('a server with a certificate of its own is reached when that is given', async ({ desk }) => {
  const secure = await startSecureServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end('{"data":[{"id":"behind"}]}'),
  );
  try {
    const page = await desk.open({});
    await page.getByRole('navigation', { name: 'Primary' }).getByText('Settings').click();
    await page.getByRole('textbox', { name: 'Base URL' }).fill(`https://127.0.0.1:${secure.port}/v1`);
    await page.getByRole('textbox', { name: 'Base URL' }).press('Enter');
    await page.getByRole('button', { name: 'Protocol, headers, proxy and certificates' }).click();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('a certificate that this machine does not trust').first()).toBeVisible();
    const field = page.getByRole('textbox', { name: 'Certificates' });
    await field.fill('not a certificate');
    await field.blur();
    await expect(page.getByText(/A certificate begins with -----BEGIN/).first()).toBeVisible();
    await field.fill(certificates.current);
    await field.blur();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('a certificate that this machine does not trust')).toHaveCount(0);
    await expect(page.getByRole('combobox', { name: 'Model' })).toBeVisible();
  } finally {
    await secure.stop();
  }
});
