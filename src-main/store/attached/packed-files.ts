/**
 * Includes the files of attachments, and those that were uploaded as knowledge, in a backup, which is a single file: packed into a table of the copy, unpacked when the copy is opened.
 */
import Database from 'better-sqlite3';
import type { Database as Connection } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeWholeSync } from '../../disk/write-whole.ts';

/** The folder of attached files in a data folder. A file's name is the SHA-256 of its content in hexadecimal. */
export function attachmentFolder(dataDir: string): string {
  return join(dataDir, 'attachments');
}

/** The folder of uploaded knowledge in a data folder: a folder for each source, by its id. */
export function uploadsFolder(dataDir: string): string {
  return join(dataDir, 'knowledge');
}

/** Adds the files of all attachments and uploads to a copy of the database. Missing files are skipped. */
export function packFiles(copy: string, dataDir: string): void {
  const database = new Database(copy);
  try {
    const hashes = database.prepare<[], string>('SELECT DISTINCT hash FROM attachments').pluck().all();
    const insert = database.prepare('INSERT OR IGNORE INTO attachment_files (hash, data) VALUES (?, ?)');
    for (const hash of hashes) {
      const path = join(attachmentFolder(dataDir), hash);
      if (existsSync(path)) insert.run(hash, readFileSync(path));
    }
    packUploads(database, dataDir);
  } finally {
    database.close();
  }
}

function packUploads(copy: Connection, dataDir: string): void {
  const uploads = copy.prepare<[], string>('SELECT id FROM knowledge_sources WHERE path IS NULL').pluck();
  const insert = copy.prepare(
    'INSERT OR IGNORE INTO knowledge_files (source_id, name, data) VALUES (?, ?, ?)',
  );
  for (const id of uploads.all()) {
    const folder = join(uploadsFolder(dataDir), id);
    for (const name of existsSync(folder) ? readdirSync(folder) : [])
      insert.run(id, name, readFileSync(join(folder, name)));
  }
}

/** Moves the files in a restored backup to their folders. A file whose content does not match its hash is dropped. */
export function unpackFiles(database: Connection, dataDir: string): void {
  const unpacked = [unpackAttachments(database, dataDir), unpackUploads(database, dataDir)];
  // Otherwise the pages of the packed files would stay in the database as free space.
  if (unpacked.includes(true)) database.exec('VACUUM');
}

/** A name from the file never leads out of the folder. */
function unpackUploads(database: Connection, dataDir: string): boolean {
  const packed = database
    .prepare<[], { id: string; name: string }>('SELECT source_id AS id, name FROM knowledge_files')
    .all();
  const read = database
    .prepare<[string, string], Buffer>('SELECT data FROM knowledge_files WHERE source_id = ? AND name = ?')
    .pluck();
  for (const { id, name } of packed) {
    const data = read.get(id, name);
    if (data === undefined || !/^[0-9a-zA-Z-]{1,64}$/.test(id) || !isFileName(name)) continue;
    const folder = join(uploadsFolder(dataDir), id);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(join(folder, name))) writeWholeSync(join(folder, name), data);
  }
  if (packed.length > 0) database.exec('DELETE FROM knowledge_files');
  return packed.length > 0;
}

function isFileName(name: string): boolean {
  return basename(name) === name && !/[\\\p{Cc}]|^\.{0,2}$/u.test(name);
}

function unpackAttachments(database: Connection, dataDir: string): boolean {
  const hashes = database.prepare<[], string>('SELECT hash FROM attachment_files').pluck().all();
  if (hashes.length === 0) return false;
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
  return true;
}
