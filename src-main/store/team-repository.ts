import type { Database, Statement } from 'better-sqlite3';
import { transact } from './transact.ts';

interface TeamRow {
  readonly id: string;
  readonly name: string;
  readonly component: string;
  readonly updated_at: number;
}

/** A saved agent or team; what its component says is not the store's business. */
export interface StoredTeam {
  readonly id: string;
  readonly name: string;
  readonly component: unknown;
  readonly updatedAt: number;
}

/** By name, an id that stands for an agent of a team. */
type AgentIds = Readonly<Record<string, string>>;

/** Saved agents and teams. What is deleted can be brought back until the bin is emptied. */
export class TeamRepository {
  readonly #database: Database;
  readonly #all: Statement<[], TeamRow>;
  readonly #one: Statement<[string], TeamRow>;
  readonly #put: Statement<[Record<string, unknown>]>;
  readonly #ids: Statement<[string], string | null>;
  readonly #delete: Statement<[number, string]>;
  readonly #restore: Statement<[string]>;
  readonly #empty: Statement<[number]>;

  constructor(database: Database) {
    this.#database = database;
    const columns = 'SELECT id, name, component, updated_at FROM agent_teams WHERE deleted_at IS NULL';
    this.#all = database.prepare(`${columns} ORDER BY updated_at DESC, id DESC`);
    this.#one = database.prepare(`${columns} AND id = ?`);
    this.#put = database.prepare(putSql);
    this.#ids = database
      .prepare<[string], string | null>('SELECT agent_ids FROM agent_teams WHERE id = ?')
      .pluck();
    this.#delete = database.prepare(
      'UPDATE agent_teams SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL',
    );
    this.#restore = database.prepare(
      'UPDATE agent_teams SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL',
    );
    this.#empty = database.prepare(emptySql);
  }

  /** Last changed first. */
  list(): StoredTeam[] {
    return this.#all.all().map(toTeam);
  }

  get(id: string): StoredTeam | undefined {
    const row = this.#one.get(id);
    return row === undefined ? undefined : toTeam(row);
  }

  /** Of a team that is here or in the bin; empty for others, and when none were given. */
  agentIds(id: string): AgentIds {
    return JSON.parse(this.#ids.get(id) ?? '{}') as AgentIds;
  }

  /** Adds it, or takes the place of the one with this id. */
  put({ id, name, component, updatedAt }: StoredTeam, agentIds: AgentIds = {}): void {
    const ids = Object.keys(agentIds).length === 0 ? null : JSON.stringify(agentIds);
    const kept = { id, name, component: JSON.stringify(component), at: updatedAt, ids };
    transact(this.#database, () => this.#put.run(kept));
  }

  /** False when it is not there. */
  delete(id: string, at: number): boolean {
    return transact(this.#database, () => this.#delete.run(at, id).changes === 1);
  }

  /** False when it was not deleted, or is gone for good. */
  restore(id: string): boolean {
    return transact(this.#database, () => this.#restore.run(id).changes === 1);
  }

  /** What was deleted before this moment is gone for good, but for those that memories still belong to. */
  emptyBin(before: number): void {
    transact(this.#database, () => this.#empty.run(before));
  }
}

function toTeam({ id, name, component, updated_at }: TeamRow): StoredTeam {
  return { id, name, component: JSON.parse(component), updatedAt: updated_at };
}

const putSql = `
  INSERT INTO agent_teams (id, name, component, created_at, updated_at, agent_ids)
  VALUES (:id, :name, :component, :at, :at, :ids)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, component = excluded.component,
    updated_at = excluded.updated_at, agent_ids = excluded.agent_ids`;

const emptySql = `
  DELETE FROM agent_teams WHERE deleted_at < ? AND NOT EXISTS (
    SELECT 1 FROM memories m WHERE m.scope_type = 'assistant' AND (m.scope_id = agent_teams.id OR m.scope_id IN (
      SELECT s.id FROM scope_names s WHERE s.type = 'assistant' AND s.team_id = agent_teams.id)))`;
