import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { childEntry } from '../../support/bundles.ts';
import { TestApp } from '../../support/app.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { chatgptChat, said } from '../../support/chat-exports.ts';
import { inspect } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const child = childEntry('importing');
const chats = 160;

const content = JSON.stringify(
  Array.from({ length: chats }, (_, index) =>
    chatgptChat(
      `chat-${index}`,
      Array.from({ length: 12 }, (_turn, at) =>
        said(
          `n${at}`,
          at === 0 ? null : `n${at - 1}`,
          at % 2 === 0 ? 'user' : 'assistant',
          at === 2 ? `Remember that shelf ${index} is for jars.` : `Line ${at}.`,
        ),
      ),
    ),
  ),
);

it.each([
  ['near its beginning', /^running (?:[4-9]|\d\d)$/u, ''],
  ['in its middle', /^running (?:[89]\d|1[0-2]\d)$/u, ''],
  ['while it is taken back', /^done/u, 'undo'],
])(
  'an import of chats that is killed %s leaves nothing at the next start',
  async (_situation, when, then) => {
    const dataDir = temporaryFolder();
    const file = join(temporaryFolder(), 'conversations.json');
    writeFileSync(file, content);
    const importing = spawn(process.execPath, [child, dataDir, file, then], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const errors: string[] = [];
    importing.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    createInterface({ input: importing.stdout }).on('line', (line) => {
      if (when.test(line)) setTimeout(() => importing.kill('SIGKILL'), Math.random() * 15);
    });
    await once(importing, 'exit');
    expect({ signal: importing.signalCode, errors }).toEqual({ signal: 'SIGKILL', errors: [] });

    const app = await TestApp.start({ dataDir });
    onTestFinished(() => app.stop());
    const { total } = await app.call('conversations.list', {});
    const memories = await app.call('memories.list', { statuses: ['pending'] });
    // All or nothing: an import that was reported as done, and not yet being reverted, is complete.
    expect([0, chats]).toContain(total);
    expect(memories.total).toBe(total);
    checkAgreement(inspect(dataDir));
  },
);
