import { execFile } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { childEntry } from '../../support/bundles.ts';
import { TestApp } from '../../support/app.ts';
import { chatgptChat, said } from '../../support/chat-exports.ts';
import { upload } from '../../support/transfer.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const child = childEntry('reading');

const filler = 'What was said at length about the tides, the harbour and the weather. '.repeat(40);

function chatNumber(index: number): string {
  const turns = Array.from({ length: 30 }, (_, at) =>
    said(
      `n${at}`,
      at === 0 ? null : `n${at - 1}`,
      at % 2 === 0 ? 'user' : 'assistant',
      `${index} ${at} ${filler}`,
    ),
  );
  return JSON.stringify(chatgptChat(`chat-${index}`, turns));
}

/** An export of so many chats of about 100 kB each. */
function largeExport(chats: number): string {
  const path = join(temporaryFolder(), 'conversations.json');
  const file = openSync(path, 'w');
  for (let index = 0; index < chats; index += 1)
    writeSync(file, `${index === 0 ? '[' : ','}${chatNumber(index)}`);
  writeSync(file, ']');
  closeSync(file);
  return path;
}

it('an export is read in the memory that its largest chat takes, however long it is', async () => {
  const read = async (chats: number) => {
    // A heap that would not hold the long one as objects, which take some 300 MB.
    const args = ['--max-old-space-size=96', child, largeExport(chats)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return JSON.parse(stdout) as { chats: number; messages: number; megabytes: number };
  };
  const short = await read(10);
  const long = await read(1_000);
  expect(long).toMatchObject({ chats: 1_000, messages: 30_000 });
  expect(short.chats).toBe(10);
  expect(long.megabytes).toBeLessThan(300);
});

it('the reading of a large file is reported, and stops when the file is let go', async () => {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  const content = `[${Array.from({ length: 160 }, (_, index) => chatNumber(index)).join(',')}]`;
  const fileId = await upload(app, content, 'conversations.json');
  const opening = app.call('imports.open', { fileId });
  const report = await app.event(
    ({ name, payload }) => name === 'import-reading' && payload.fileId === fileId,
  );
  expect(report.payload).toMatchObject({ fileId });
  await app.call('files.discard', { fileId });
  await expect(opening).rejects.toMatchObject({ data: { code: 'cancelled' } });
});
