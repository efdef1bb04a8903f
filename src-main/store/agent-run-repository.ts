import type { Database, Statement } from 'better-sqlite3';
import type { AgentRun, UsageTotal } from '#shared/agents/agent-run.ts';
import { agentMessageSchema } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { AgentUsage } from './agent-usage.ts';
import { transact } from './transact.ts';

interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly task: string;
  readonly status: AgentRun['status'];
  readonly stop_reason: string | null;
  readonly started_at: number;
  readonly updated_at: number;
}

export interface NewRun {
  readonly id: string;
  readonly name: string;
  readonly task: string;
  /** What runs, as a component; null when a program made it. */
  readonly component: unknown;
  readonly at: number;
}

/** How a run stands: its outcome, and what it goes on from. */
export interface RunStanding {
  readonly status: AgentRun['status'];
  readonly stopReason: string | null;
  readonly state: unknown;
  readonly at: number;
}

/** Not kept: pieces of what follows whole, and memories, which belong to one request and are forgotten where they are kept. */
const passing: ReadonlySet<AgentMessage['type']> = new Set([
  'ModelClientStreamingChunkEvent',
  'MemoryQueryEvent',
]);

/** Runs of agents and teams: what was said and done, how they stand, and what they used. */
export class AgentRunRepository {
  readonly #database: Database;
  readonly #usage: AgentUsage;
  readonly #insert: Statement<[Record<string, unknown>]>;
  readonly #update: Statement<[Record<string, unknown>]>;
  readonly #one: Statement<[string], RunRow>;
  readonly #page: Statement<[number, number], RunRow>;
  readonly #count: Statement<[], number>;
  readonly #kept: Statement<[string], { component: string | null; state: string | null }>;
  readonly #nextSeq: Statement<[string], number>;
  readonly #addMessage: Statement<[string, number, string]>;
  readonly #messages: Statement<[string], string>;
  readonly #remove: Statement<[string]>;
  readonly #interrupted: Statement<[number]>;

  constructor(database: Database) {
    this.#database = database;
    this.#usage = new AgentUsage(database);
    this.#insert = database.prepare(insertSql);
    this.#update = database.prepare(updateSql);
    this.#one = database.prepare(`SELECT ${columns} FROM agent_runs WHERE id = ?`);
    this.#page = database.prepare(
      `SELECT ${columns} FROM agent_runs ORDER BY started_at DESC, id DESC LIMIT ? OFFSET ?`,
    );
    this.#count = database.prepare<[], number>('SELECT count(*) FROM agent_runs').pluck();
    this.#kept = database.prepare('SELECT component, state FROM agent_runs WHERE id = ?');
    this.#nextSeq = database
      .prepare<[string], number>('SELECT coalesce(max(seq) + 1, 0) FROM agent_run_messages WHERE run_id = ?')
      .pluck();
    this.#addMessage = database.prepare(
      'INSERT INTO agent_run_messages (run_id, seq, message) VALUES (?, ?, ?)',
    );
    this.#messages = database
      .prepare<[string], string>('SELECT message FROM agent_run_messages WHERE run_id = ? ORDER BY seq')
      .pluck();
    this.#remove = database.prepare('DELETE FROM agent_runs WHERE id = ?');
    this.#interrupted = database.prepare(
      `UPDATE agent_runs SET status = 'cancelled', stop_reason = 'Tutee was closed.', updated_at = ?
       WHERE status = 'running'`,
    );
  }

  begin({ id, name, task, component, at }: NewRun): void {
    const kept = component === null ? null : JSON.stringify(component);
    transact(this.#database, () => this.#insert.run({ id, name, task, component: kept, at }));
  }

  /**
   * Keeps what happened and what it used, in one transaction, with how the run stands when that is given: so that state and
   * history never disagree. Throws `not_found` for a run that is not there; then nothing was kept.
   */
  add(runId: string, messages: readonly AgentMessage[], standing?: RunStanding): void {
    transact(this.#database, () => {
      if (this.#one.get(runId) === undefined) throw unknownRun();
      let seq = this.#nextSeq.get(runId) ?? 0;
      for (const message of messages) {
        if (passing.has(message.type)) continue;
        this.#addMessage.run(runId, seq, JSON.stringify(message));
        this.#usage.add(runId, message);
        seq += 1;
      }
      if (standing !== undefined) this.#stand(runId, standing);
    });
  }

  #stand(id: string, { status, stopReason, state, at }: RunStanding): void {
    this.#update.run({ id, status, stopReason, state: JSON.stringify(state), at });
  }

  get(id: string): AgentRun | undefined {
    const row = this.#one.get(id);
    return row === undefined ? undefined : toRun(row);
  }

  /** Newest first. */
  list(limit: number, offset: number): { items: AgentRun[]; total: number } {
    return { items: this.#page.all(limit, offset).map(toRun), total: this.#count.get() ?? 0 };
  }

  /** What the run is made of and goes on from; null for what was not kept. Throws `not_found`. */
  toResume(id: string): { readonly component: unknown; readonly state: unknown } {
    const row = this.#kept.get(id);
    if (row === undefined) throw unknownRun();
    return { component: parsed(row.component), state: parsed(row.state) };
  }

  /** Everything said and done, in order. What a newer Tutee wrote and this one cannot read is left out. */
  messages(id: string): AgentMessage[] {
    return this.#messages.all(id).flatMap((text) => agentMessageSchema.safeParse(parsed(text)).data ?? []);
  }

  /** By agent, model and day. */
  usageOf(runId: string): UsageTotal[] {
    return this.#usage.ofRun(runId);
  }

  /** Of all runs in a time, from `from` up to but not with `to`, by day, agent and model; deleted runs count. */
  usageBetween(from: number, to: number): UsageTotal[] {
    return this.#usage.between(from, to);
  }

  /** Deletes a run with everything said in it; what it used stays in the sums of its days. */
  remove(id: string): void {
    transact(this.#database, () => this.#remove.run(id));
  }

  /** At the start of the app: what was on when it ended is not on any more. It can be resumed. */
  settleInterrupted(at: number): void {
    transact(this.#database, () => this.#interrupted.run(at));
  }
}

function unknownRun(): TuteeError {
  return new TuteeError('not_found', 'This run is not there any more.');
}

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

function toRun(row: RunRow): AgentRun {
  return {
    id: row.id,
    name: row.name,
    task: row.task,
    status: row.status,
    stopReason: row.stop_reason,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
  };
}

const columns = 'id, name, task, status, stop_reason, started_at, updated_at';

const insertSql = `
  INSERT INTO agent_runs (id, name, task, component, status, started_at, updated_at)
  VALUES (:id, :name, :task, :component, 'running', :at, :at)`;

const updateSql = `
  UPDATE agent_runs SET status = :status, stop_reason = :stopReason, state = :state, updated_at = :at WHERE id = :id`;
