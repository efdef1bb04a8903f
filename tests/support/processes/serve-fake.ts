/** The browser shell with the fake app, as a process. Arguments as for npm start. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runWebShell } from '#main/shells/web/run-web-shell.ts';
import { createFakeApp } from '../fake-app.ts';

const pageRoot = process.env['FAKE_PAGE_ROOT'] ?? '';
mkdirSync(pageRoot, { recursive: true });
writeFileSync(join(pageRoot, 'index.html'), '<!doctype html><title>Tutee</title>');

// A command that never ends stands for an answer that is being written.
const app = createFakeApp({
  dispatch: () => new Promise(() => undefined),
  close: process.env['FAKE_CLOSE'] === 'hangs' ? () => new Promise(() => undefined) : async () => undefined,
});

/** A browser that only records the address it was told to open. */
const { FAKE_BROWSER_SEES: seen } = process.env;
const openBrowser = async (path: string): Promise<boolean> => {
  if (seen === undefined) return false;
  writeFileSync(`${seen}.new`, path);
  renameSync(`${seen}.new`, seen);
  return true;
};

process.exit(
  await runWebShell(
    {
      args: process.argv.slice(2),
      environment: process.env,
      version: '0.0.0',
      pageRoot,
      shellReason: null,
      openBrowser,
    },
    async () => app,
  ),
);
