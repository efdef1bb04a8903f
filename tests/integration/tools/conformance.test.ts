/** The official conformance suite of the Model Context Protocol, against our client and our server. Skipped where npm's registry cannot be reached. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { fetchedPackages } from '../../support/tool-servers/fetched-packages.ts';
import { keyedDoor } from '../../support/tool-servers/keyed-door.ts';

const VERSION = '0.1.16';
const path = await fetchedPackages(
  `conformance/${VERSION}`,
  [`@modelcontextprotocol/conformance@${VERSION}`],
  ['conformance'],
);
const client = join(import.meta.dirname, '../../support/tool-servers/conformance-client.ts');

/** What the suite says in the end; it ends with an error when something failed. */
async function suite(...args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [path?.('conformance') ?? '', ...args], {
    timeout: 110_000,
  });
  const { stdout, stderr } = await run.catch(
    (thrown: unknown) => thrown as { stdout: string; stderr: string },
  );
  return `${stdout}${stderr}`;
}

describe.skipIf(path === null)('the conformance suite', { timeout: 120_000 }, () => {
  // Authorisation is not built.
  it.each(['initialize', 'tools_call', 'sse-retry', 'elicitation-sep1034-client-defaults'])(
    'passes our client: %s',
    async (scenario) => {
      const command = `"${process.execPath}" "${client}"`;
      const said = await suite('client', '--command', command, '--scenario', scenario);
      expect(said).toMatch(/Passed: (\d+)\/\1, 0 failed, 0 warnings/);
      expect(said).toContain('OVERALL: PASSED');
    },
  );

  it('passes our server in what it offers, but for one check that it refuses on purpose', async () => {
    const app = await TestApp.start();
    onTestFinished(() => app.stop());
    await app.call('settings.update', { changes: { memoryServer: true } });
    const event = await app.event(({ name, payload }) => name === 'clients-changed' && payload.url !== null);
    const url = event.name === 'clients-changed' ? (event.payload.url ?? '') : '';
    const { key } = await app.call('clients.add', { name: 'Conformance' });
    const door = await keyedDoor(url, key);
    onTestFinished(() => door.close());
    for (const scenario of ['server-initialize', 'ping', 'tools-list']) {
      const said = await suite('server', '--url', door.url, '--scenario', scenario);
      expect([scenario, /Passed: [1-9]\d*\/\d+, (\d+) failed/.exec(said)?.[1]]).toEqual([scenario, '0']);
    }
    const said = await suite('server', '--url', door.url, '--scenario', 'dns-rebinding-protection');
    // Other hosts and origins are refused as they must be. That pages of this machine are let in is asked for, too, and is not so:
    // programs send no origin, and a page that does is none.
    expect(said).toMatch(/Passed: 1\/2, 1 failed/);
    expect(said).not.toContain('- DNSRebindingRejected');
  });
});
