import Database from 'better-sqlite3';
import { join } from 'node:path';
import { getLoadablePath } from 'sqlite-vec';
import { databaseFile } from '#main/store/file/open-database.ts';
import type { Facts } from './world.ts';

/** Each query gives keys and values. */
/** A deleted chat is there for another minute, for an Undo; to its user it is gone. */
const inBin = 'SELECT id FROM conversations WHERE deleted_at IS NOT NULL';

const queries: readonly string[] = [
  `SELECT 'memory/' || m.public_id, u.text FROM memories m JOIN memory_units u ON u.memory_id = m.id AND u.ordinal = 0`,
  `SELECT 'pinned/' || public_id, pinned FROM memories`,
  `SELECT 'forgotten/' || public_id, status = 'forgotten' FROM memories`,
  `SELECT 'message/' || id, text FROM messages WHERE role = 'user' AND conversation_id NOT IN (${inBin})`,
  `SELECT 'chat/' || id, 'there' FROM conversations WHERE deleted_at IS NULL`,
  `SELECT 'title/' || id, title FROM conversations WHERE deleted_at IS NULL`,
  `SELECT 'project/' || id, name FROM projects WHERE deleted_at IS NULL`,
  `SELECT 'prompt/' || id, name FROM prompts WHERE deleted_at IS NULL`,
  `SELECT 'team/' || id, name FROM agent_teams WHERE deleted_at IS NULL`,
  `SELECT 'run/' || id, 'there' FROM agent_runs
   WHERE deleted_at IS NULL AND (conversation_id IS NULL OR conversation_id NOT IN (${inBin}))`,
  `SELECT 'setting/' || name, value FROM settings`,
  `SELECT 'client/' || id, name FROM memory_clients`,
  `SELECT 'draft/' || coalesce(conversation_id, 'new'), text FROM drafts
   WHERE project_id IS NULL AND (conversation_id IS NULL OR conversation_id NOT IN (${inBin}))`,
];

/** Everything on disk that the storm asks for, and whether the file is whole. */
export function observe(dataDir: string): { facts: Facts; faults: string[] } {
  const database = new Database(join(dataDir, databaseFile), { readonly: true, timeout: 10_000 });
  try {
    database.loadExtension(getLoadablePath());
    const rows = queries.flatMap((sql) => database.prepare<[], [string, unknown]>(sql).raw().all());
    const found = database.prepare<[], string>('PRAGMA integrity_check').pluck().all();
    const keys = database.prepare('PRAGMA foreign_key_check').all();
    return {
      facts: new Map(rows.map(([key, value]) => [key, String(value)])),
      faults: [
        ...found.filter((told) => told !== 'ok').map((told) => `integrity_check: ${told}`),
        ...keys.map((row) => `foreign_key_check: ${JSON.stringify(row)}`),
        ...halfMemories(database),
      ],
    };
  } finally {
    database.close();
  }
}

/** A memory without its text or its history is half. */
function halfMemories(database: Database.Database): string[] {
  const half = database
    .prepare<[], string>(
      `SELECT public_id FROM memories m WHERE
         NOT EXISTS (SELECT 1 FROM memory_units u WHERE u.memory_id = m.id AND u.ordinal = 0)
         OR NOT EXISTS (SELECT 1 FROM memory_events e WHERE e.memory_id = m.id)
         AND NOT EXISTS (SELECT 1 FROM imports WHERE state <> 'done')`,
    )
    .pluck()
    .all();
  return half.map((id) => `memory ${id} is half`);
}
