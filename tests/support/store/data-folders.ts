/** Creates data folders in the states that kills, manual copies and other programs leave. */
import Database from 'better-sqlite3';
import { copyFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { getLoadablePath } from 'sqlite-vec';
import { onTestFinished } from 'vitest';
import { databaseFile } from '#main/store/file/open-database.ts';
import { Store } from '#main/store/store.ts';
import { TuteeError } from '#shared/errors.ts';
import { addStep, byUser, memoryValue } from '../memory-samples.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export const pathIn = (dataDir: string) => join(dataDir, databaseFile);

export function opened(
  dataDir: string,
  more: { beginEmpty?: boolean; depth?: 'all'; now?: () => number } = {},
) {
  const notices: string[] = [];
  const store = new Store({
    dataDir,
    appVersion: 'test',
    now: () => Date.UTC(2026, 10, 24),
    notice: (told) => notices.push(told),
    ...more,
  });
  onTestFinished(() => store.close());
  return { store, notices, texts: () => textsOf(store) };
}

function textsOf(store: Store): string[] {
  return store.memories.views.page({}, 500, 0).items.map(({ text }) => text);
}

export function teach(store: Store, ...texts: string[]): void {
  store.memories.apply(
    texts.map((text) => addStep(memoryValue(text))),
    byUser(),
  );
}

/** Copies the files of a folder as a kill at this moment would leave them. */
export function killedCopy(dataDir: string): string {
  const killed = temporaryFolder();
  for (const name of readdirSync(dataDir))
    if (statSync(join(dataDir, name)).isFile() && !name.endsWith('-shm'))
      copyFileSync(join(dataDir, name), join(killed, name));
  return killed;
}

export function taughtFolder(...texts: string[]): string {
  const dataDir = temporaryFolder();
  const { store } = opened(dataDir);
  teach(store, ...texts);
  store.close();
  return dataDir;
}

export function rawly(path: string, work: (database: Database.Database) => void): void {
  const database = new Database(path);
  try {
    database.loadExtension(getLoadablePath());
    // Required to damage tables that SQLite protects.
    database.unsafeMode(true);
    work(database);
  } finally {
    database.close();
  }
}

export function failureOf(act: () => unknown): TuteeError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof TuteeError) return thrown;
    throw thrown;
  }
  throw new Error('It did not fail');
}
