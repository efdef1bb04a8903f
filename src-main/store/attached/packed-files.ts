/**
 * Includes the files of attachments in a backup, which is a single file: packed into a table of the copy, unpacked when the copy is opened.
 */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWholeSync } from '../../disk/write-whole.ts';

/** The folder of attached files in a data folder. A file's name is the SHA-256 of its content in hexadecimal. */
export function attachmentFolder(dataDir: string): string {
  return join(dataDir, 'attachments');
}

/** Adds the files of all attachments to a copy of the database. Missing files are skipped. */
export function packFiles(copy: string, dataDir: string): void {
  const database = new Database(copy);
  try {
    const hashes = database.prepare<[], string>('SELECT DISTINCT hash FROM attachments').pluck().all();
    const insert = database.prepare('INSERT OR IGNORE INTO attachment_files (hash, data) VALUES (?, ?)');
    for (const hash of hashes) {
      const path = join(attachmentFolder(dataDir), hash);
      if (existsSync(path)) insert.run(hash, readFileSync(path));
    }
  } finally {
    database.close();
  }
}

/** Moves the files in a restored backup to their folder. A file whose content does not match its hash is dropped. */
export function unpackFiles(database: Connection, dataDir: string): void {
  const hashes = database.prepare<[], string>('SELECT hash FROM attachment_files').pluck().all();
  if (hashes.length === 0) return;
  const folder = attachmentFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const read = database.prepare<[string], Buffer>('SELECT data FROM attachment_files WHERE hash = ?').pluck();
  const drop = database.prepare('DELETE FROM attachment_files WHERE hash = ?');
  for (const hash of hashes) {
    const data = read.get(hash);
    const isWhole = data !== undefined && createHash('sha256').update(data).digest('hex') === hash;
    if (isWhole && !existsSync(join(folder, hash))) writeWholeSync(join(folder, hash), data);
    drop.run(hash);
  }
  // Otherwise the pages of the packed files would stay in the database as free space.
  database.exec('VACUUM');
}
