import type { Database } from 'better-sqlite3';
import { allMigrations } from '#main/store/migrations/all-migrations.ts';
import { openDatabase } from '#main/store/file/open-database.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';

export const conversationId = uuid7();
export const messageId = uuid7();
export const memoryId = uuid7();

/** Rows as each version wrote them, in SQL, so that they do not change with the code. */
const rowsOf: Record<number, (database: Database) => void> = {
  1: (database) => {
    database
      .prepare(
        `INSERT INTO conversations (id, title, created_at, updated_at, last_message_at, active_leaf)
         VALUES (?, 'Colours', 1, 2, 2, ?)`,
      )
      .run(conversationId, messageId);
    database
      .prepare(
        `INSERT INTO messages (id, conversation_id, role, speaker, text, reasoning, status, created_at)
         VALUES (?, ?, 'user', 'You', 'My favourite colour is teal', '', 'complete', 2)`,
      )
      .run(messageId, conversationId);
  },
  2: (database) => {
    const memory = database
      .prepare(
        `INSERT INTO memories (public_id, kind, text_key, scope_type, status, pinned, private, origin, created_at, updated_at)
         VALUES (?, 'preference', x'00112233445566778899aabbccddeeff', 'everywhere', 'active', 0, 0, 'told', 3, 3)`,
      )
      .run(memoryId).lastInsertRowid;
    database
      .prepare(
        `INSERT INTO memory_units (memory_id, ordinal, text) VALUES (?, 0, 'My favourite colour is teal')`,
      )
      .run(memory);
    database
      .prepare(
        `INSERT INTO memory_events (id, change_id, memory_id, at, actor, action, after) VALUES ('e', 'c', 1, 7, 'user', 'learned', ?)`,
      )
      .run(
        // Before there were tags.
        JSON.stringify({
          kind: 'preference',
          text: 'My favourite colour is teal',
          cues: [],
          subject: null,
          scope: { type: 'everywhere' },
          status: 'active',
          pinned: false,
          private: false,
          validUntil: null,
        }),
      );
  },
  3: (database) => {
    database
      .prepare(
        `INSERT INTO receipts (message_id, query, gate, budget_tokens, used_tokens, took_ms, embedder, used, left_out)
         VALUES (?, 'colour', 0.3, 1500, 12, 1.5, NULL, 0, 0)`,
      )
      .run(messageId);
  },
  4: (database) => {
    database.prepare(`INSERT INTO settings (name, value) VALUES ('theme', '"dark"')`).run();
  },
  5: (database) => {
    database.prepare(`INSERT INTO embedders (id, key, dimensions) VALUES (1, 'old@1/100', 100)`).run();
    // Later versions partition coarse vectors by scope.
    const version = Number(database.pragma('user_version', { simple: true }));
    const later = version >= 6;
    const scope = later ? 'scope TEXT PARTITION KEY, ' : '';
    const bits = version >= 23 ? 'bits bit[104]' : 'coarse bit[128]';
    database.exec(`CREATE VIRTUAL TABLE vectors_1 USING vec0(${scope}${bits})`);
    database
      .prepare('INSERT INTO unit_vectors (embedder_id, unit_id, vector) VALUES (1, 1, ?)')
      .run(Buffer.alloc(400, 1));
    database
      .prepare(
        later
          ? `INSERT INTO vectors_1 (rowid, scope, ${version >= 23 ? 'bits' : 'coarse'}) VALUES (1, '', vec_bit(?))`
          : 'INSERT INTO vectors_1 (rowid, coarse) VALUES (1, vec_bit(?))',
      )
      .run(Buffer.alloc(version >= 23 ? 13 : 16, 0b10101010));
  },
  12: (database) => {
    const project = database.prepare(
      `INSERT INTO projects (id, name, keeps_teachings, created_at, updated_at, deleted_at) VALUES (?, ?, ?, 4, 4, ?)`,
    );
    project.run('project', 'Trip', 1, null);
    project.run('gone', 'Old trip', 0, 5);
    database.prepare('UPDATE conversations SET project_id = ? WHERE id = ?').run('project', conversationId);
    database
      .prepare(
        `INSERT INTO receipt_items (message_id, ordinal, memory_id, kind, text, route, outcome, parts, updated_at, scope)
         VALUES (?, 0, ?, 'fact', 'Tea', 'recalled', 'used', '{}', 3, '{"type":"project","id":"project"}')`,
      )
      .run(messageId, memoryId);
  },
  14: (database) => {
    const answer = database.prepare(
      `INSERT INTO messages (id, conversation_id, parent_id, role, speaker, text, reasoning, status, created_at)
       VALUES (?, ?, ?, 'assistant', 'Tutee', 'Teal.', '', 'complete', 5)`,
    );
    for (const id of ['original', 'edited']) answer.run(id, conversationId, messageId);
    database
      .prepare("INSERT INTO edited_answers (message_id, original_id) VALUES ('edited', 'original')")
      .run();
  },
  15: (database) => {
    database
      .prepare(
        `INSERT INTO agent_runs (id, name, task, status, state, requests, started_at, updated_at)
         VALUES ('run', 'Team', 'Paint it', 'waiting', '{"type":"RunState"}', '[]', 8, 9)`,
      )
      .run();
  },
  16: (database) => {
    database.prepare(`UPDATE agent_runs SET taken_over = '["writer"]', deleted_at = 9`).run();
    database
      .prepare("INSERT INTO agent_run_state_changes (run_id, seq, changes) VALUES ('run', 0, '[0,1]')")
      .run();
    database.prepare('INSERT INTO unfinished_purges (since) VALUES (9)').run();
    database
      .prepare("INSERT INTO scope_names (type, id, name) VALUES ('assistant', 'elsewhere', 'From a file')")
      .run();
  },
  17: (database) => {
    // A second first message in the same chat.
    database
      .prepare(
        `INSERT INTO messages (id, conversation_id, parent_id, role, speaker, text, reasoning, status, created_at)
         VALUES ('again', ?, NULL, 'user', 'You', 'I like green', '', 'complete', 6)`,
      )
      .run(conversationId);
  },
  19: (database) => {
    database
      .prepare('INSERT INTO drafts (conversation_id, text, updated_at) VALUES (?, ?, 7)')
      .run(conversationId, 'I like');
  },
};

/** Fills an open database of an earlier version with the rows of all migrations up to it. */
export function addEarlierRows(database: Database, version: number): void {
  for (let step = 1; step <= version; step += 1) rowsOf[step]?.(database);
}

/** Creates a database of an earlier version with rows. */
export function makeEarlierDatabase(dataDir: string, version: number): void {
  const database = openDatabase({
    dataDir,
    appVersion: `test-${version}`,
    now: () => Date.UTC(2026, 10, 23, 12, 30),
    migrations: allMigrations.slice(0, version),
  });
  addEarlierRows(database, version);
  database.close();
}

/** What must remain of those rows after any number of later migrations, by topic. */
export function earlierFacts(version: number): Record<string, string> {
  return {
    [`chat/${conversationId}`]: 'there',
    [`message/${messageId}`]: 'My favourite colour is teal',
    ...(version >= 2 ? { [`memory/${memoryId}`]: 'My favourite colour is teal' } : {}),
  };
}
