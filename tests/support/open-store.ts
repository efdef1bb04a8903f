import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { join } from 'node:path';
import { getLoadablePath } from 'sqlite-vec';
import { onTestFinished } from 'vitest';
import { databaseFile, openDatabase } from '#main/store/file/open-database.ts';
import { MemoryRepository } from '#main/store/memory-repository.ts';
import { Store } from '#main/store/store.ts';
import { newDataFolder } from './new-data-folder.ts';

/** The store of a data folder, closed after the test. */
export function openStore(dataDir = newDataFolder()): Store {
  const store = new Store({ dataDir, appVersion: 'test', now: () => 0 });
  onTestFinished(() => store.close());
  return store;
}

/** The database file and its memories, for tests that look into tables. */
export function openMemories(dataDir = newDataFolder()): {
  database: Connection;
  memories: MemoryRepository;
} {
  const database = openDatabase({ dataDir, appVersion: 'test', now: () => 0 });
  onTestFinished(() => void database.close());
  return { database, memories: new MemoryRepository(database) };
}

/** A separate connection to a data folder's file, to read its actual contents. */
export function inspect(dataDir: string): Connection {
  const database = new Database(join(dataDir, databaseFile));
  database.loadExtension(getLoadablePath());
  onTestFinished(() => void database.close());
  return database;
}
