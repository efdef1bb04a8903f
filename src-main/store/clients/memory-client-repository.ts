/**
 * Programs that use the memory through MCP, and the log of their calls. This folder owns their rows; it may not know memories, keys in
 * plain text, or MCP.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { ClientCall, MemoryClient } from '#shared/memory/memory-client.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import { transact } from '../database/transact.ts';

/** Older calls are deleted. */
const CALLS_KEPT = 1_000;

interface ClientRow {
  readonly id: string;
  readonly name: string;
  readonly scope_type: MemoryScope['type'];
  readonly scope_id: string | null;
  readonly teaching: MemoryClient['teaching'];
  readonly created_at: number;
  readonly last_used_at: number | null;
}

interface CallRow extends Omit<ClientCall, 'clientId' | 'memoryIds'> {
  readonly client_id: string;
  /** JSON list of ids. */
  readonly memory_ids: string;
}

export class MemoryClientRepository {
  readonly #database: Database;
  readonly #all: Statement<[], ClientRow>;
  readonly #one: Statement<[string], ClientRow>;
  readonly #byKey: Statement<[Buffer], ClientRow>;
  readonly #put: Statement<[ClientRow & { key_digest: Buffer | null }]>;
  readonly #delete: Statement<[string]>;
  readonly #addCall: Statement<[Omit<CallRow, 'memory_ids'>]>;
  readonly #addMemory: Statement<[string, number, string]>;
  readonly #used: Statement<[number, string]>;
  readonly #trim: Statement<[number]>;
  readonly #calls: Statement<[{ client: string | null; limit: number; offset: number }], CallRow>;
  readonly #count: Statement<[{ client: string | null }], number>;

  constructor(database: Database) {
    this.#database = database;
    const columns = 'id, name, scope_type, scope_id, teaching, created_at, last_used_at';
    this.#all = database.prepare(`SELECT ${columns} FROM memory_clients ORDER BY name COLLATE NOCASE, id`);
    this.#one = database.prepare(`SELECT ${columns} FROM memory_clients WHERE id = ?`);
    this.#byKey = database.prepare(`SELECT ${columns} FROM memory_clients WHERE key_digest = ?`);
    this.#put = database.prepare(putSql);
    this.#delete = database.prepare('DELETE FROM memory_clients WHERE id = ?');
    this.#addCall = database.prepare(
      'INSERT INTO client_calls (id, client_id, at, tool, outcome, text) VALUES (:id, :client_id, :at, :tool, :outcome, :text)',
    );
    this.#addMemory = database.prepare(
      'INSERT INTO client_call_memories (call_id, position, memory_id) VALUES (?, ?, ?)',
    );
    this.#used = database.prepare('UPDATE memory_clients SET last_used_at = ? WHERE id = ?');
    this.#trim = database.prepare(
      'DELETE FROM client_calls WHERE id IN (SELECT id FROM client_calls ORDER BY id DESC LIMIT -1 OFFSET ?)',
    );
    this.#calls = database.prepare(callsSql);
    this.#count = database
      .prepare<[{ client: string | null }], number>(
        'SELECT count(*) FROM client_calls WHERE :client IS NULL OR client_id = :client',
      )
      .pluck();
  }

  /** By name. */
  list(): MemoryClient[] {
    return this.#all.all().map(toClient);
  }

  get(id: string): MemoryClient | undefined {
    return optional(this.#one.get(id));
  }

  /** @param digest SHA-256 of the key. */
  byKey(digest: Buffer): MemoryClient | undefined {
    return optional(this.#byKey.get(digest));
  }

  /** Inserts or updates it. @param digest SHA-256 of a new key; null: the key stays. */
  put({ id, name, scope, teaching, createdAt, lastUsedAt }: MemoryClient, digest: Buffer | null): void {
    const row = {
      id,
      name,
      scope_type: scope.type,
      scope_id: scope.type === 'everywhere' ? null : scope.id,
      teaching,
      created_at: createdAt,
      last_used_at: lastUsedAt,
      key_digest: digest,
    };
    transact(this.#database, () => this.#put.run(row));
  }

  /** Deletes its calls too. */
  delete(id: string): void {
    transact(this.#database, () => this.#delete.run(id));
  }

  addCall({ clientId, memoryIds, ...call }: ClientCall): void {
    transact(this.#database, () => {
      this.#addCall.run({ ...call, client_id: clientId });
      memoryIds.forEach((memoryId, position) => this.#addMemory.run(call.id, position, memoryId));
      this.#used.run(call.at, clientId);
      this.#trim.run(CALLS_KEPT);
    });
  }

  /** Newest first. @param client null: of all. */
  calls(client: string | null, limit: number, offset: number): { calls: ClientCall[]; total: number } {
    return {
      calls: this.#calls.all({ client, limit, offset }).map(toCall),
      total: this.#count.get({ client }) ?? 0,
    };
  }
}

function optional(row: ClientRow | undefined): MemoryClient | undefined {
  return row === undefined ? undefined : toClient(row);
}

function toClient({
  id,
  name,
  scope_type,
  scope_id,
  teaching,
  created_at,
  last_used_at,
}: ClientRow): MemoryClient {
  return {
    id,
    name,
    scope: scope_type === 'everywhere' ? { type: scope_type } : { type: scope_type, id: scope_id ?? '' },
    teaching,
    createdAt: created_at,
    lastUsedAt: last_used_at,
  };
}

function toCall({ client_id, memory_ids, ...call }: CallRow): ClientCall {
  return { ...call, clientId: client_id, memoryIds: JSON.parse(memory_ids) as string[] };
}

const putSql = `
  INSERT INTO memory_clients (id, name, key_digest, scope_type, scope_id, teaching, created_at, last_used_at)
  VALUES (:id, :name, coalesce(:key_digest, (SELECT key_digest FROM memory_clients WHERE id = :id)), :scope_type, :scope_id,
    :teaching, :created_at, :last_used_at)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, key_digest = excluded.key_digest,
    scope_type = excluded.scope_type, scope_id = excluded.scope_id, teaching = excluded.teaching,
    last_used_at = excluded.last_used_at`;

const callsSql = `
  SELECT id, client_id, at, tool, outcome, text,
    (SELECT json_group_array(memory_id ORDER BY position) FROM client_call_memories WHERE call_id = client_calls.id) AS memory_ids
  FROM client_calls WHERE :client IS NULL OR client_id = :client
  ORDER BY id DESC LIMIT :limit OFFSET :offset`;
