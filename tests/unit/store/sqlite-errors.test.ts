import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { storeFailure } from '#main/store/database/sqlite-errors.ts';

const read = (code: string) => storeFailure(new Database.SqliteError('it broke', code), '/data/tutee.db');

describe('storeFailure', () => {
  it.each([
    ['SQLITE_FULL', 'disk_full'],
    ['SQLITE_CORRUPT', 'database_damaged'],
    ['SQLITE_CORRUPT_VTAB', 'database_damaged'],
    ['SQLITE_NOTADB', 'database_damaged'],
    ['SQLITE_READONLY_DBMOVED', 'folder_unusable'],
    ['SQLITE_CANTOPEN', 'folder_unusable'],
    ['SQLITE_IOERR_WRITE', 'folder_unusable'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_LOCKED', 'busy'],
  ])('maps %s to %s, names the file and keeps technical details separate', (code, expected) => {
    expect(read(code)).toMatchObject({
      code: expected,
      message: expect.stringContaining('/data/tutee.db') as unknown,
      detail: `${code}: it broke`,
    });
  });

  it('does not change bugs of Tutee and errors from elsewhere', () => {
    const constraint = new Database.SqliteError('it broke', 'SQLITE_CONSTRAINT_UNIQUE');
    expect(storeFailure(constraint, 'x')).toBe(constraint);
    const other = new TypeError('no');
    expect(storeFailure(other, 'x')).toBe(other);
  });
});
