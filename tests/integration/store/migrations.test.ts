import type { Database } from 'better-sqlite3';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AgentRunRepository } from '#main/store/runs/agent-run-repository.ts';
import { AgentUsage } from '#main/store/runs/agent-usage.ts';
import { ConversationRepository } from '#main/store/conversations/conversation-repository.ts';
import { MemoryRepository } from '#main/store/memory-repository.ts';
import { migrate, schemaVersion } from '#main/store/database/migrate.ts';
import { allMigrations } from '#main/store/migrations/all-migrations.ts';
import { databaseFile, openDatabase } from '#main/store/file/open-database.ts';
import { SettingsRepository } from '#main/store/settings-repository.ts';
import { TeamRepository } from '#main/store/runs/team-repository.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { defaultSettings } from '#shared/settings.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { filesOthersCanRead } from '../../support/store/file-modes.ts';
import { addStep, byUser, memoryValue } from '../../support/memory-samples.ts';
import { addEarlierRows, conversationId, memoryId, messageId } from '../../support/store/earlier-database.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const at = Date.UTC(2026, 10, 23, 12, 30);

function openAt(dataDir: string, version: number): Database {
  const database = openDatabase({
    dataDir,
    appVersion: `test-${version}`,
    now: () => at,
    migrations: allMigrations.slice(0, version),
  });
  onTestFinished(() => void database.close());
  return database;
}

/** The rows of every ordinary table that has any, but for the log of migrations. */
function tableContents(database: Database): Record<string, unknown[]> {
  const tables = database
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
       AND name NOT LIKE 'sqlite%' AND name <> 'migrations'`,
    )
    .pluck()
    .all();
  const rows = tables.map((name) => [name, database.prepare(`SELECT * FROM ${name}`).all()] as const);
  return Object.fromEntries(rows.filter(([, all]) => all.length > 0));
}

describe('migrations', () => {
  it('are numbered from 1 without gaps and named after their files', () => {
    expect(allMigrations.map((migration) => migration.id)).toEqual(
      allMigrations.map((_, index) => index + 1),
    );
    const files = readdirSync(new URL('../../../src-main/store/migrations', import.meta.url))
      .filter((name) => /^m\d{3}-/.test(name))
      .toSorted();
    expect(files).toEqual(allMigrations.map(({ id, name }) => `m${String(id).padStart(3, '0')}-${name}.ts`));
  });

  it('are logged in the transaction that sets the version', () => {
    const database = openAt(temporaryFolder(), allMigrations.length);
    expect(schemaVersion(database)).toBe(allMigrations.length);
    expect(database.prepare('SELECT * FROM migrations ORDER BY id').all()).toEqual(
      allMigrations.map(({ id, name }) => ({
        id,
        name,
        applied_at: at,
        app_version: `test-${allMigrations.length}`,
      })),
    );
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])(
    'keep the rows of version %i on the way to the next, after a copy',
    (version) => {
      const dataDir = temporaryFolder();
      const old = openAt(dataDir, version);
      addEarlierRows(old, version);
      old.close();

      const before = tableContents(openAt(dataDir, version));
      expect(before['messages']).toHaveLength(version < 14 ? 1 : 3);
      const database = openAt(dataDir, version + 1);
      expect(schemaVersion(database)).toBe(version + 1);
      expect(tableContents(database)).toMatchObject(before);

      expect(readdirSync(join(dataDir, 'backups'))).toEqual([
        `tutee-before-m${String(version + 1).padStart(3, '0')}-2026-11-23T12-30-00-000Z.db`,
      ]);
      expect(filesOthersCanRead(join(dataDir, 'backups'))).toEqual([]);
    },
  );

  it('keep vectors when partitioning them by scope, and set status_since', () => {
    const dataDir = temporaryFolder();
    const old = openAt(dataDir, 5);
    addEarlierRows(old, 5);
    old.close();
    const database = openAt(dataDir, 6);
    const kept = database.prepare('SELECT rowid, scope, coarse FROM vectors_1').all();
    expect(kept).toEqual([{ rowid: 1, scope: '', coarse: Buffer.alloc(16, 0b10101010) }]);
    expect(database.prepare('SELECT status_since FROM memories').pluck().all()).toEqual([7]);
  });

  it('rebuild searchable vectors from exact ones, for active memories and any dimensions', () => {
    const dataDir = temporaryFolder();
    const old = openAt(dataDir, 22);
    addEarlierRows(old, 2);
    old.exec(`
      INSERT INTO memories (public_id, kind, text_key, scope_type, scope_id, status, pinned, private, origin, created_at, updated_at)
        VALUES ('own', 'fact', x'01', 'project', 'p', 'active', 0, 0, 'told', 3, 3),
          ('paused', 'fact', x'02', 'everywhere', NULL, 'paused', 0, 0, 'told', 3, 3);
      INSERT INTO memory_units (memory_id, ordinal, text)
        SELECT id, 0, public_id FROM memories WHERE public_id IN ('own', 'paused');
      INSERT INTO embedders (id, key, dimensions) VALUES (1, 'even@1/16', 16), (2, 'odd@1/3', 3);
      CREATE VIRTUAL TABLE vectors_1 USING vec0(scope TEXT PARTITION KEY, coarse bit[64]);
      CREATE VIRTUAL TABLE vectors_2 USING vec0(scope TEXT PARTITION KEY, coarse bit[64]);`);
    const put = old.prepare(
      'INSERT OR REPLACE INTO unit_vectors (embedder_id, unit_id, vector) VALUES (?, ?, ?)',
    );
    const odd = Float32Array.of(-1, 2, 3);
    const units = old.prepare<[], number>('SELECT id FROM memory_units ORDER BY id').pluck().all();
    for (const unit of units) put.run(2, unit, Buffer.from(odd.buffer));
    put.run(1, 1, Buffer.from(Float32Array.from({ length: 16 }, (_, index) => index - 5).buffer));
    old.close();
    const database = openAt(dataDir, 23);
    const rowsIn = (table: string) =>
      database
        .prepare<[], { rowid: number; scope: string; bits: Buffer }>(
          `SELECT rowid, scope, bits FROM ${table} ORDER BY rowid`,
        )
        .all()
        .map(({ rowid, scope, bits }) => [rowid, scope, bits.toString('hex')]);
    expect(rowsIn('vectors_2')).toEqual([
      [1, '', '06'],
      [2, 'p', '06'],
    ]);
    expect(rowsIn('vectors_1')).toEqual([[1, '', 'c0ff']]);
    const found = new MemoryRepository(openAt(dataDir, allMigrations.length));
    expect(found.searchMeaning(odd, 'odd@1/3', 5, ['p']).map(({ memory }) => memory.id)).toEqual([
      memoryId,
      'own',
    ]);
  });

  it('count the earlier usage of chat answers once, and that of agents not again', () => {
    const dataDir = temporaryFolder();
    const old = openAt(dataDir, 12);
    addEarlierRows(old, 1);
    old.exec(`
      INSERT INTO agent_runs (id, name, task, status, started_at, updated_at) VALUES ('r', 'Team', 'Go', 'complete', 3, 4);
      INSERT INTO agent_usage (run_id, agent, model, prompt_tokens, completion_tokens, cached, at)
        VALUES ('r', 'writer', 'big', 7, 1, 0, 4), (NULL, 'gone', 'big', 9, 1, 0, 4);`);
    const answer = old.prepare(
      `INSERT INTO messages (id, conversation_id, parent_id, role, speaker, text, reasoning, status, model, usage, run_id, created_at)
       VALUES (?, ?, ?, 'assistant', ?, 'Teal.', '', 'complete', ?, ?, ?, ?)`,
    );
    const used = JSON.stringify({ promptTokens: 120, completionTokens: 8 });
    answer.run(uuid7(), conversationId, messageId, 'Tutee', 'small', used, null, 5);
    answer.run(uuid7(), conversationId, messageId, 'Tutee', 'small', null, null, 6);
    answer.run(uuid7(), conversationId, messageId, 'Tutee', null, null, null, 6);
    answer.run(uuid7(), conversationId, messageId, 'writer', 'big', used, 'r', 6);
    answer.run(uuid7(), conversationId, messageId, 'gone', 'big', used, null, 6);
    old.close();
    const database = openAt(dataDir, 13);
    const totals = new AgentUsage(database).between(0, 10);
    expect(
      totals.map((one) => [one.agent, one.model, one.promptTokens, one.completionTokens, one.requests]),
    ).toEqual([
      ['Tutee', 'small', 120, 8, 1],
      ['gone', 'big', 9, 1, 1],
      ['writer', 'big', 7, 1, 1],
    ]);
    expect(totals.every(({ cached }) => !cached)).toBe(true);
  });

  it('keep saved teams without renamed agents', () => {
    const dataDir = temporaryFolder();
    const old = openAt(dataDir, 19);
    old.exec(
      `INSERT INTO agent_teams (id, name, component, created_at, updated_at) VALUES ('t', 'Desk', '{"a":1}', 1, 2)`,
    );
    old.close();
    const teams = new TeamRepository(openAt(dataDir, 32));
    expect(teams.get('t')).toEqual({ id: 't', name: 'Desk', component: { a: 1 }, updatedAt: 2 });
    expect(teams.agentIds('t')).toEqual({});
  });

  it('keep runs from before budgets, with unknown usage', () => {
    const dataDir = temporaryFolder();
    const old = openAt(dataDir, 21);
    old.exec(
      `INSERT INTO agent_runs (id, name, task, status, started_at, updated_at)
       VALUES ('r', 'Team', 'Paint it', 'waiting', 1, 2)`,
    );
    old.close();
    const runs = new AgentRunRepository(openAt(dataDir, 22));
    expect(runs.get('r')).toMatchObject({ task: 'Paint it', status: 'waiting', budget: null });
    expect(runs.starts('r')).toBe(0);
  });

  it('bring a database of the first version to a working one', () => {
    const dataDir = temporaryFolder();
    const old = openAt(dataDir, 1);
    addEarlierRows(old, 1);
    old.close();
    const database = openAt(dataDir, allMigrations.length);
    const memories = new MemoryRepository(database);
    memories.apply([addStep(memoryValue('I like tea'))], byUser());
    const conversations = new ConversationRepository(database, { temporary: false, remembered: () => [] });
    expect(conversations.branch(conversationId, 10).messages.map((message) => message.id)).toEqual([
      messageId,
    ]);
    expect(new SettingsRepository(database).all()).toEqual(defaultSettings);
    checkAgreement(database);
  });

  it('write a backup that opens in the old version', () => {
    const dataDir = temporaryFolder();
    const old = openAt(dataDir, 1);
    addEarlierRows(old, 1);
    old.close();
    openAt(dataDir, 2).close();
    const [copy = ''] = readdirSync(join(dataDir, 'backups'));
    const kept = temporaryFolder();
    copyFileSync(join(dataDir, 'backups', copy), join(kept, databaseFile));
    const database = openAt(kept, 1);
    expect(schemaVersion(database)).toBe(1);
    expect(database.prepare('SELECT title FROM conversations').pluck().all()).toEqual(['Colours']);
  });

  it('write no backup when there is nothing to migrate or lose', () => {
    const dataDir = temporaryFolder();
    openAt(dataDir, allMigrations.length).close();
    openAt(dataDir, allMigrations.length).close();
    expect(readdirSync(dataDir)).not.toContain('backups');
  });

  it('leave no trace when one fails midway', () => {
    const dataDir = temporaryFolder();
    const database = openAt(dataDir, 1);
    const failing = {
      id: 2,
      name: 'failing',
      up: (connection: Database) => {
        connection.exec('CREATE TABLE half (x)');
        throw new Error('half way');
      },
    };
    const [first] = allMigrations;
    if (first === undefined) throw new Error('There are migrations');
    expect(() => migrate(database, [first, failing], { appVersion: 'test', at })).toThrow('half way');
    expect(schemaVersion(database)).toBe(1);
    expect(database.prepare(`SELECT count(*) FROM sqlite_master WHERE name = 'half'`).pluck().get()).toBe(0);
    expect(database.prepare('SELECT max(id) FROM migrations').pluck().get()).toBe(1);
  });
});
