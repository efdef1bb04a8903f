import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { saveFile } from '#main/shells/electron/save-file.ts';
import { resetElectron, saving } from '../../support/electron-double.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

beforeEach(() => resetElectron());

function made(): string {
  const path = join(temporaryFolder(), 'made');
  writeFileSync(path, 'memories');
  return path;
}

it('asks where, with a name in the downloads folder, and copies the file there', async () => {
  saving.answer = join(temporaryFolder(), 'mine.json');
  expect(await saveFile('tutee-memories.json', made())).toBe(saving.answer);
  expect(readFileSync(saving.answer, 'utf8')).toBe('memories');
  expect(saving.asked).toMatchObject([{ defaultPath: join('/home/user/downloads', 'tutee-memories.json') }]);
});

it('does nothing when the user cancels', async () => {
  expect(await saveFile('tutee-memories.json', made())).toBeNull();
});

it('says what to do when the folder is not writable', async () => {
  saving.answer = join(temporaryFolder(), 'not', 'there', 'mine.json');
  await expect(saveFile('tutee-memories.json', made())).rejects.toMatchObject({ code: 'folder_unusable' });
});
