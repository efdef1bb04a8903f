import type { Database, Statement } from 'better-sqlite3';
import { BIN_TIME } from '#shared/bin.ts';
import { introductionSchema } from '#shared/agents/introduction.ts';
import type { Introduction } from '#shared/agents/introduction.ts';
import { DeletedRows } from '../database/deleted-rows.ts';
import { transact } from '../database/transact.ts';

interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly component: string;
  readonly introduction: string | null;
  readonly updated_at: number;
}

/** A saved agent or team; its component is opaque here. */
export interface StoredTeam {
  readonly id: string;
  readonly name: string;
  readonly component: unknown;
  readonly introduction?: Introduction;
  readonly updatedAt: number;
}

/** Ids of a team's agents, by name. */
type AgentIds = Readonly<Record<string, string>>;

/** Saved agents and teams. Those in the bin appear only there. */
export class TeamRepository {
  readonly bin: DeletedRows;
  readonly #database: Database;
  readonly #all: Statement<[], TeamRow>;
  readonly #one: Statement<[string], TeamRow>;
  readonly #put: Statement<[Record<string, unknown>]>;
  readonly #introduce: Statement<[string | null, string]>;
  readonly #ids: Statement<[string], string | null>;

  constructor(database: Database) {
    this.#database = database;
    const columns =
      'SELECT id, name, component, introduction, updated_at FROM agent_teams WHERE deleted_at IS NULL';
    this.#all = database.prepare(`${columns} ORDER BY updated_at DESC, id DESC`);
    this.#one = database.prepare(`${columns} AND id = ?`);
    this.#put = database.prepare(putSql);
    this.#introduce = database.prepare('UPDATE agent_teams SET introduction = ? WHERE id = ?');
    this.#ids = database
      .prepare<[string], string | null>('SELECT agent_ids FROM agent_teams WHERE id = ?')
      .pluck();
    this.bin = new DeletedRows(database, { table: 'agent_teams', time: BIN_TIME, keepIf: hasMemories });
  }

  /** Most recently changed first. */
  list(): StoredTeam[] {
    return this.#all.all().map(toTeam);
  }

  get(id: string): StoredTeam | undefined {
    const row = this.#one.get(id);
    return row === undefined ? undefined : toTeam(row);
  }

  /** Ids of the agents of a team, also one in the bin; empty for unknown teams and when none were saved. */
  agentIds(id: string): AgentIds {
    return JSON.parse(this.#ids.get(id) ?? '{}') as AgentIds;
  }

  /** Sets how an agent looks in chats; null: nothing is said. */
  introduce(id: string, introduction: Introduction | null): void {
    const text = introduction === null ? null : JSON.stringify(introduction);
    transact(this.#database, () => this.#introduce.run(text, id));
  }

  /** Inserts or updates the team; what it says about itself stays. */
  put({ id, name, component, updatedAt }: StoredTeam, agentIds: AgentIds = {}): void {
    const ids = Object.keys(agentIds).length === 0 ? null : JSON.stringify(agentIds);
    const kept = { id, name, component: JSON.stringify(component), at: updatedAt, ids };
    transact(this.#database, () => this.#put.run(kept));
  }
}

function toTeam({ id, name, component, introduction, updated_at }: TeamRow): StoredTeam {
  return {
    id,
    name,
    component: JSON.parse(component),
    ...introductionIn(introduction),
    updatedAt: updated_at,
  };
}

/** Absent also when a newer version of Tutee wrote it. */
function introductionIn(text: string | null): { readonly introduction?: Introduction } {
  const read = text === null ? null : introductionSchema.safeParse(JSON.parse(text));
  return read?.success === true ? { introduction: read.data } : {};
}

/** SQL: memories still belong to the team or one of its agents. */
const hasMemories = `
  EXISTS (SELECT 1 FROM memories m WHERE m.scope_type = 'assistant' AND (m.scope_id = agent_teams.id OR m.scope_id IN (
    SELECT s.id FROM scope_names s WHERE s.type = 'assistant' AND s.team_id = agent_teams.id)))`;

const putSql = `
  INSERT INTO agent_teams (id, name, component, created_at, updated_at, agent_ids)
  VALUES (:id, :name, :component, :at, :at, :ids)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, component = excluded.component,
    updated_at = excluded.updated_at, agent_ids = excluded.agent_ids`;
