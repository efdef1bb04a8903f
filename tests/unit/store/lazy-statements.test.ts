import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepareLazily } from '#main/store/database/lazy-statements.ts';

/** With three numbers, once as better-sqlite3 makes it and once with lazy statements. */
function both(): { eager: Database.Database; lazy: Database.Database } {
  const [eager, lazy] = [0, 1].map(() => {
    const database = new Database(':memory:');
    database.exec('CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (1), (2), (3)');
    onTestFinished(() => void database.close());
    return database;
  }) as [Database.Database, Database.Database];
  prepareLazily(lazy);
  return { eager, lazy };
}

describe('a statement that is prepared when it is first used', () => {
  it.each<[string, (database: Database.Database) => unknown]>([
    ['all', (database) => database.prepare('SELECT n FROM numbers').all()],
    ['get', (database) => database.prepare('SELECT n FROM numbers WHERE n > ?').get(1)],
    ['pluck', (database) => database.prepare('SELECT n FROM numbers').pluck().all()],
    ['raw', (database) => database.prepare('SELECT n, n * 2 FROM numbers').raw().all()],
    ['expand', (database) => database.prepare('SELECT n FROM numbers').expand().all()],
    ['safeIntegers', (database) => database.prepare('SELECT n FROM numbers').safeIntegers().get()],
    ['bind', (database) => database.prepare('SELECT n FROM numbers WHERE n = ?').bind(2).get()],
    ['iterate', (database) => [...database.prepare('SELECT n FROM numbers').iterate()]],
    ['columns', (database) => database.prepare('SELECT n FROM numbers').columns()],
    ['reader', (database) => database.prepare('DELETE FROM numbers').reader],
    ['readonly', (database) => database.prepare('SELECT n FROM numbers').readonly],
    ['source', (database) => database.prepare('SELECT n FROM numbers').source],
    ['run', (database) => database.prepare('DELETE FROM numbers WHERE n = ?').run(3)],
    [
      'a transaction',
      (database) => {
        const insert = database.prepare('INSERT INTO numbers VALUES (?)');
        const failing = database.transaction(() => {
          insert.run(4);
          throw new Error('Back.');
        });
        expect(failing).toThrow('Back.');
        return database.prepare('SELECT count(*) FROM numbers').pluck().get();
      },
    ],
  ])('does what a prepared one does: %s', (_, use) => {
    const { eager, lazy } = both();
    expect(use(lazy)).toEqual(use(eager));
  });

  it('takes another form after its first use', () => {
    const { lazy } = both();
    const statement = lazy.prepare('SELECT n FROM numbers').pluck();
    expect(statement.get()).toBe(1);
    expect(statement.pluck(false).get()).toEqual({ n: 1 });
  });

  it('is busy while its rows are read', () => {
    const { lazy } = both();
    const statement = lazy.prepare('SELECT n FROM numbers');
    expect(statement.busy).toBe(false);
    for (const _ of statement.iterate()) expect(statement.busy).toBe(true);
    expect(statement.busy).toBe(false);
  });

  it('fails at its first use when it does not fit, and each time after', () => {
    const { lazy } = both();
    const statement = lazy.prepare('SELECT missing FROM numbers');
    expect(() => statement.all()).toThrow('no such column: missing');
    expect(() => statement.all()).toThrow('no such column: missing');
    lazy.exec('ALTER TABLE numbers ADD COLUMN missing');
    expect(statement.all()).toHaveLength(3);
  });

  it('cannot be used once its database is closed', () => {
    const { lazy } = both();
    const statement = lazy.prepare('SELECT n FROM numbers');
    lazy.close();
    expect(() => statement.all()).toThrow('The database connection is not open');
  });
});
