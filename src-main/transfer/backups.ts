/**
 * Backups as the page sees them: listing, creation on demand and on schedule, checks, restoring. Copying and checking
 * run in the worker; replacing the database is the app's task, since everything that has it open must close it first.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup, BackupContents } from '#shared/contract/backups.ts';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError, toErrorData } from '#shared/errors.ts';
import type { Settings } from '#shared/settings.ts';
import { fileTimestamp } from '../disk/file-timestamp.ts';
import { isFromFuture, listBackups } from './backup-list.ts';
import type { TransferFiles } from './transfer-files.ts';
import type { WorkerThread } from './worker-thread.ts';

export interface BackupPorts {
  readonly dataDir: string;
  readonly worker: Pick<WorkerThread, 'run'>;
  readonly files: TransferFiles;
  readonly settings: () => Pick<Settings, 'backupEvery' | 'backupsKept'>;
  readonly publish: Publish;
  readonly now: () => number;
  /** True while an import is in progress. */
  readonly importing: () => boolean;
  /** Shuts down, replaces the database by the prepared copy and restarts; resolves when the app runs again. */
  readonly replace: (asideName: string) => Promise<{ readonly setAside: string }>;
}

export type BackupSource = { readonly name: string } | { readonly fileId: string };

const intervals = {
  off: Number.POSITIVE_INFINITY,
  daily: 24 * 3_600_000,
  weekly: 7 * 24 * 3_600_000,
} as const;
/** Delay of the first check whether a backup is due, after startup, and interval of further ones, in ms. */
const FIRST_CHECK = 60_000;
const CHECK_INTERVAL = 3_600_000;

export class Backups {
  readonly #ports: BackupPorts;
  readonly folder: string;
  #timer: NodeJS.Timeout | null = null;
  #making: Promise<unknown> = Promise.resolve();

  constructor(ports: BackupPorts) {
    this.#ports = ports;
    this.folder = join(ports.dataDir, 'backups');
  }

  list(): Backup[] {
    return listBackups(this.folder, this.#ports.now());
  }

  /** Creates a backup. Throws `disk_full` or `folder_unusable`; leaves nothing half-written behind. */
  async make(kind: 'asked' | 'scheduled'): Promise<Backup> {
    const name = `${kind === 'asked' ? 'tutee-backup' : 'tutee-scheduled'}-${fileTimestamp(this.#ports.now())}.db`;
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, name);
    // One at a time: two would only compete for the disk.
    const work = this.#making.then(() => this.#ports.worker.run('makeBackup', { path }));
    this.#making = work.catch(() => undefined);
    await work;
    this.#ports.publish('backups-changed', { error: null });
    const made = this.list().find((backup) => backup.name === name);
    if (made === undefined) throw new Error('The backup that was made is not there.');
    return made;
  }

  remove(name: string): void {
    this.#need(name);
    rmSync(join(this.folder, name), { force: true });
    this.#ports.publish('backups-changed', { error: null });
  }

  /** Offers a backup as a file to save. */
  offer(name: string): { fileId: string; name: string; bytes: number } {
    const { fileId } = this.#ports.files.reserve();
    const bytes = this.#ports.files.offer(fileId, { name, path: this.#need(name) });
    return { fileId, name, bytes };
  }

  async check(source: BackupSource): Promise<BackupContents> {
    return this.#ports.worker.run('checkBackup', { path: await this.#pathOf(source) });
  }

  async restore(source: BackupSource): Promise<{ setAside: string }> {
    if (this.#ports.importing()) {
      throw new TuteeError('busy', 'An import is under way. Wait until it is done, or cancel it.');
    }
    await this.#ports.worker.run('prepareRestore', { path: await this.#pathOf(source) });
    return this.#ports.replace(`tutee-before-restore-${fileTimestamp(this.#ports.now())}.db`);
  }

  /** Starts checking whether a backup is due. */
  start(): void {
    const check = (): void => {
      void this.makeIfDue().finally(() => {
        if (this.#timer !== null) this.#timer = setTimeout(check, CHECK_INTERVAL).unref();
      });
    };
    this.#timer = setTimeout(check, FIRST_CHECK).unref();
  }

  /**
   * Creates a scheduled backup when due and removes old ones. A failure is reported and retried later. Never rejects.
   */
  async makeIfDue(): Promise<void> {
    const { settings, now, publish } = this.#ports;
    try {
      const newest = this.list().find(
        ({ kind, at }) => (kind === 'asked' || kind === 'scheduled') && !isFromFuture(at, now()),
      );
      if (now() - (newest?.at ?? 0) < intervals[settings().backupEvery]) return;
      await this.make('scheduled');
      const scheduled = this.list().filter(({ kind }) => kind === 'scheduled');
      for (const { name } of scheduled.slice(settings().backupsKept)) this.remove(name);
    } catch (thrown) {
      const error = toErrorData(thrown);
      if (error.code !== 'cancelled') publish('backups-changed', { error });
    }
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #pathOf(source: BackupSource): Promise<string> {
    if ('name' in source) return this.#need(source.name);
    return (await this.#ports.files.received(source.fileId)).path;
  }

  /** Looks a name up in the list; it is never joined to the folder unchecked. */
  #need(name: string): string {
    if (this.list().some((backup) => backup.name === name)) return join(this.folder, name);
    throw new TuteeError('not_found', 'This backup is not there any more.', { field: 'name' });
  }
}
