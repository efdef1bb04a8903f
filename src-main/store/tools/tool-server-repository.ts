/** Servers of tools, what their tools may do, and the descriptions that the user accepted. Values of secrets are not here. */
import type { Database, Statement } from 'better-sqlite3';
import type {
  ServerTransport,
  ToolDefinition,
  ToolPermission,
  ToolServer,
} from '#shared/tools/tool-server.ts';
import { transact } from '../database/transact.ts';

/** A server as it is stored. */
export type StoredToolServer = Pick<
  ToolServer,
  'id' | 'name' | 'transport' | 'secrets' | 'enabled' | 'createdAt'
>;

/** A tool that the user has seen. */
export interface StoredTool {
  readonly permission: ToolPermission;
  /** As the user accepted it. */
  readonly accepted: ToolDefinition;
}

interface ServerRow {
  readonly id: string;
  readonly name: string;
  readonly transport: string;
  readonly secrets: string;
  readonly enabled: 0 | 1;
  readonly created_at: number;
}

interface ToolRow {
  readonly tool: string;
  readonly permission: ToolPermission;
  readonly accepted: string;
}

export class ToolServerRepository {
  readonly #database: Database;
  readonly #all: Statement<[], ServerRow>;
  readonly #put: Statement<[ServerRow]>;
  readonly #delete: Statement<[string]>;
  readonly #tools: Statement<[string], ToolRow>;
  readonly #putTool: Statement<[ToolRow & { server_id: string }]>;
  readonly #permit: Statement<[ToolPermission, string, string]>;

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare('SELECT * FROM tool_servers ORDER BY name COLLATE NOCASE, id');
    this.#put = database.prepare(
      `INSERT INTO tool_servers (id, name, transport, secrets, enabled, created_at)
       VALUES (:id, :name, :transport, :secrets, :enabled, :created_at)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, transport = excluded.transport, secrets = excluded.secrets,
         enabled = excluded.enabled`,
    );
    this.#delete = database.prepare('DELETE FROM tool_servers WHERE id = ?');
    this.#tools = database.prepare(
      'SELECT tool, permission, accepted FROM server_tools WHERE server_id = ? ORDER BY position',
    );
    this.#putTool = database.prepare(
      `INSERT INTO server_tools (server_id, tool, permission, accepted, position)
       VALUES (:server_id, :tool, :permission, :accepted,
         (SELECT coalesce(max(position), 0) + 1 FROM server_tools WHERE server_id = :server_id))
       ON CONFLICT (server_id, tool) DO UPDATE SET permission = excluded.permission, accepted = excluded.accepted`,
    );
    this.#permit = database.prepare(
      'UPDATE server_tools SET permission = ? WHERE server_id = ? AND tool = ?',
    );
  }

  /** By name. */
  list(): StoredToolServer[] {
    return this.#all.all().map(toServer);
  }

  /** Inserts or updates it. */
  put({ id, name, transport, secrets, enabled, createdAt }: StoredToolServer): void {
    const row: ServerRow = {
      id,
      name,
      transport: JSON.stringify(transport),
      secrets: JSON.stringify(secrets),
      enabled: enabled ? 1 : 0,
      created_at: createdAt,
    };
    transact(this.#database, () => this.#put.run(row));
  }

  /** With its tools. */
  delete(id: string): void {
    transact(this.#database, () => this.#delete.run(id));
  }

  /** The tools that the user has seen, by name, in the order in which they were. */
  tools(serverId: string): Map<string, StoredTool> {
    return new Map(
      this.#tools
        .all(serverId)
        .map(({ tool, permission, accepted }) => [
          tool,
          { permission, accepted: JSON.parse(accepted) as ToolDefinition },
        ]),
    );
  }

  /** Records that the user has seen these; the permissions that they had stay, a new one is `ask`. */
  accept(serverId: string, definitions: readonly ToolDefinition[]): void {
    transact(this.#database, () => {
      const known = this.tools(serverId);
      for (const definition of definitions)
        this.#putTool.run({
          server_id: serverId,
          tool: definition.name,
          permission: known.get(definition.name)?.permission ?? 'ask',
          accepted: JSON.stringify(definition),
        });
    });
  }

  /** False for a tool that the user has not seen. */
  permit(serverId: string, tool: string, permission: ToolPermission): boolean {
    return transact(this.#database, () => this.#permit.run(permission, serverId, tool).changes > 0);
  }
}

function toServer({ id, name, transport, secrets, enabled, created_at }: ServerRow): StoredToolServer {
  return {
    id,
    name,
    transport: JSON.parse(transport) as ServerTransport,
    secrets: JSON.parse(secrets) as string[],
    enabled: enabled === 1,
    createdAt: created_at,
  };
}
