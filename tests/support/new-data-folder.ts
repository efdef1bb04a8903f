/**
 * Data folders that begin with a database. Creating one takes 40 ms of the processor and 30 waits for the disk, most of what many
 * tests need; so it is created once for all tests of a process and copied. Tests about a first start begin with an empty folder.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile } from '#main/store/file/open-database.ts';
import { Store } from '#main/store/store.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A database that is filled once and copied for each test. */
export class PreparedDatabase<Made> {
  readonly #fill: (store: Store) => Made;
  #prepared: { readonly bytes: Buffer; readonly made: Made } | null = null;

  constructor(fill: (store: Store) => Made) {
    this.#fill = fill;
  }

  /** A data folder with it, gone after the test, and what filling it returned. */
  folder(): { dataDir: string; made: Made } {
    const dataDir = temporaryFolder();
    return { dataDir, made: this.putInto(dataDir) };
  }

  /** Puts it into a folder that has no database. */
  putInto(dataDir: string): Made {
    this.#prepared ??= this.#prepare();
    const { bytes, made } = this.#prepared;
    writeFileSync(join(dataDir, databaseFile), bytes, { mode: 0o600, flag: 'wx' });
    return made;
  }

  #prepare() {
    const dataDir = mkdtempSync(join(tmpdir(), 'tutee-prepared-'));
    try {
      const store = new Store({ dataDir, appVersion: 'test', now: () => 0 });
      const made = this.#fill(store);
      store.close();
      return { bytes: readFileSync(join(dataDir, databaseFile)), made };
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  }
}

/** What a first start creates. */
export const emptyDatabase = new PreparedDatabase(() => undefined);

/** A data folder with an empty database; gone after the test. */
export function newDataFolder(): string {
  return emptyDatabase.folder().dataDir;
}
