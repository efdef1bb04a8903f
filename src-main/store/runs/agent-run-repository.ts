/**
 * Runs of agents and teams. Owns what was said and done in a run, its status, state, budget, recording and usage. Does
 * not know how agents work: components, states and recordings are opaque JSON here.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { AgentRun, UsageTotal } from '#shared/agents/agent-run.ts';
import type { RunBudget } from '#shared/agents/run-budget.ts';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import { agentMessageSchema } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { UNDO_BIN_TIME } from '#shared/bin.ts';
import { TuteeError } from '#shared/errors.ts';
import { AgentRunList } from './agent-run-list.ts';
import type { RunFilter, RunPage } from './agent-run-list.ts';
import { runColumns, toRun } from './agent-run-row.ts';
import type { RunRow } from './agent-run-row.ts';
import { AgentRunStates } from './agent-run-states.ts';
import { AgentUsage } from './agent-usage.ts';
import { DeletedRows } from '../database/deleted-rows.ts';
import { transact } from '../database/transact.ts';

export interface NewRun {
  readonly id: string;
  readonly name: string;
  readonly task: string;
  /** The component that runs; null when a program built it. */
  readonly component: unknown;
  /** The saved team; absent or null when a program built it. */
  readonly teamId?: string | null;
  /** The conversation it belongs to; absent or null when none. */
  readonly conversationId?: string | null;
  /** The budget of its requests; absent or null when unlimited. */
  readonly budget?: RunBudget | null;
  readonly at: number;
}

/** The status of a run, and the state to resume it from. */
export interface RunCheckpoint {
  readonly status: Exclude<AgentRun['status'], 'interrupted'>;
  readonly stopReason: string | null;
  readonly state: unknown;
  /** Open requests to people; default: none. */
  readonly requests?: AgentRun['requests'];
  /** Absent or null when it did not fail. */
  readonly failure?: AgentRun['failure'];
  /** Names of the agents a person speaks for; default: none. */
  readonly takenOver?: readonly string[];
  readonly at: number;
}

/**
 * Messages that are not stored: chunks of a message that follows complete, and recalled memories, which belong to one
 * request and would outlive being forgotten.
 */
const transientTypes: ReadonlySet<AgentMessage['type']> = new Set([
  'ModelClientStreamingChunkEvent',
  'MemoryQueryEvent',
]);

export class AgentRunRepository {
  /** Deleting a run deletes its messages; its usage stays in the daily totals. */
  readonly bin: DeletedRows;
  readonly #database: Database;
  readonly #usage: AgentUsage;
  readonly #list: AgentRunList;
  readonly #states: AgentRunStates;
  readonly #insert: Statement<[Record<string, unknown>]>;
  readonly #update: Statement<[Record<string, unknown>]>;
  readonly #one: Statement<[string], RunRow>;
  readonly #component: Statement<[string], { component: string | null }>;
  readonly #inChat: Statement<[string], string>;
  readonly #nextSeq: Statement<[string], number>;
  readonly #addMessage: Statement<[string, number, string]>;
  readonly #messages: Statement<[string], string>;
  readonly #putBudget: Statement<[string, string]>;
  readonly #startAnew: Statement<[string]>;
  readonly #starts: Statement<[string], number>;
  readonly #putRecording: Statement<[string, string]>;
  readonly #recording: Statement<[string], string>;
  readonly #interrupted: Statement<[number]>;

  constructor(database: Database) {
    this.#database = database;
    this.#usage = new AgentUsage(database);
    this.#list = new AgentRunList(database);
    this.#states = new AgentRunStates(database);
    this.#insert = database.prepare(insertSql);
    this.#update = database.prepare(updateSql);
    this.#one = database.prepare(
      `SELECT ${runColumns} FROM agent_runs r WHERE r.id = ? AND r.deleted_at IS NULL`,
    );
    this.#component = database.prepare(
      'SELECT component FROM agent_runs WHERE id = ? AND deleted_at IS NULL',
    );
    this.#inChat = database
      .prepare<[string], string>('SELECT id FROM agent_runs WHERE conversation_id = ?')
      .pluck();
    this.#nextSeq = database
      .prepare<[string], number>('SELECT coalesce(max(seq) + 1, 0) FROM agent_run_messages WHERE run_id = ?')
      .pluck();
    this.#addMessage = database.prepare(
      'INSERT INTO agent_run_messages (run_id, seq, message) VALUES (?, ?, ?)',
    );
    this.#messages = database
      .prepare<[string], string>('SELECT message FROM agent_run_messages WHERE run_id = ? ORDER BY seq')
      .pluck();
    this.#putBudget = database.prepare('UPDATE agent_runs SET budget = ? WHERE id = ?');
    this.#startAnew = database.prepare('UPDATE agent_runs SET starts = starts + 1 WHERE id = ?');
    this.#starts = database.prepare<[string], number>('SELECT starts FROM agent_runs WHERE id = ?').pluck();
    this.#putRecording = database.prepare(
      'INSERT OR REPLACE INTO agent_run_recordings (run_id, recording) VALUES (?, ?)',
    );
    this.#recording = database
      .prepare<[string], string>('SELECT recording FROM agent_run_recordings WHERE run_id = ?')
      .pluck();
    this.bin = new DeletedRows(database, { table: 'agent_runs', time: UNDO_BIN_TIME });
    this.#interrupted = database.prepare(
      `UPDATE agent_runs SET status = 'cancelled', interrupted = 1, stop_reason = 'Tutee was closed.', updated_at = ?
       WHERE status = 'running'`,
    );
  }

  begin({ id, name, task, component, teamId = null, conversationId = null, budget, at }: NewRun): void {
    const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
    const stored = { component: json(component), budget: json(budget) };
    transact(this.#database, () =>
      this.#insert.run({ id, name, task, ...stored, teamId, conversationId, at }),
    );
  }

  /** Saves the used budget even when the turn fails. Does nothing when the run is gone. */
  putBudget(id: string, budget: RunBudget): void {
    transact(this.#database, () => this.#putBudget.run(JSON.stringify(budget), id));
  }

  /** Counts a start by a person's new message. */
  startAnew(id: string): void {
    transact(this.#database, () => this.#startAnew.run(id));
  }

  /** How often a person's new message started it, not counting the task. */
  starts(id: string): number {
    return this.#starts.get(id) ?? 0;
  }

  /**
   * Appends messages and their usage in one transaction, together with the status when given, so that state and history
   * never disagree, and with what `alongside` writes. Throws `not_found` for an unknown run; nothing is stored then.
   */
  add(
    runId: string,
    messages: readonly AgentMessage[],
    standing?: RunCheckpoint,
    alongside?: () => void,
  ): void {
    try {
      transact(this.#database, () => {
        if (this.#one.get(runId) === undefined) throw unknownRun();
        let seq = this.#nextSeq.get(runId) ?? 0;
        for (const message of messages) {
          if (transientTypes.has(message.type)) continue;
          this.#addMessage.run(runId, seq, JSON.stringify(message));
          this.#usage.add(runId, message);
          seq += 1;
        }
        if (standing !== undefined) this.#setStatus(runId, standing);
        alongside?.();
      });
    } catch (thrown) {
      this.#states.forget(runId);
      throw thrown;
    }
  }

  #setStatus(id: string, standing: RunCheckpoint): void {
    const { status, stopReason, state, requests = [], failure = null, takenOver = [], at } = standing;
    this.#states.write(id, state, status === 'running');
    this.#update.run({
      id,
      status,
      stopReason,
      requests: requests.length === 0 ? null : JSON.stringify(requests),
      failure: failure === null ? null : JSON.stringify(failure),
      takenOver: takenOver.length === 0 ? null : JSON.stringify(takenOver),
      at,
    });
  }

  get(id: string): AgentRun | undefined {
    const row = this.#one.get(id);
    return row === undefined ? undefined : toRun(row);
  }

  /** Ids of a conversation's runs, including deleted ones. */
  inChat(conversationId: string): string[] {
    return this.#inChat.all(conversationId);
  }

  /** Newest first. */
  list(filter: RunFilter, cursor: string | null, limit: number): RunPage {
    return this.#list.page(filter, cursor, limit);
  }

  /** The run's component; null when none was stored. Throws `not_found`. */
  component(id: string): unknown {
    const row = this.#component.get(id);
    if (row === undefined) throw unknownRun();
    return parsed(row.component);
  }

  /** Component and state, which can be large; null for what was not stored. Throws `not_found`. */
  toResume(id: string): { readonly component: unknown; readonly state: unknown } {
    return { component: this.component(id), state: this.#states.read(id) };
  }

  /** All messages in order. Messages of a newer version that cannot be parsed are left out. */
  messages(id: string): AgentMessage[] {
    return this.#messages.all(id).flatMap((text) => agentMessageSchema.safeParse(parsed(text)).data ?? []);
  }

  /** Replaces the run's recording of model requests and answers. Does nothing when the run is gone. */
  putRecording(id: string, recording: unknown): void {
    transact(this.#database, () => {
      if (this.#one.get(id) !== undefined) this.#putRecording.run(id, JSON.stringify(recording));
    });
  }

  /** Null when there is none. */
  recording(id: string): unknown {
    return parsed(this.#recording.get(id) ?? null);
  }

  /** Adds the usage of a request without a run to its day's totals. */
  addUsage(agent: string, usage: RequestUsage, at: number): void {
    transact(this.#database, () => this.#usage.addRequest(null, agent, usage, at));
  }

  /** Totals by agent, model and day. */
  usageOf(runId: string): UsageTotal[] {
    return this.#usage.ofRun(runId);
  }

  /**
   * Totals of all runs and chats by day, agent and model, including deleted ones. @param from inclusive, @param to
   * exclusive, in ms since 1970 UTC.
   */
  usageBetween(from: number, to: number): UsageTotal[] {
    return this.#usage.between(from, to);
  }

  /** Drops the cached state of a run that writes nothing more. */
  release(id: string): void {
    this.#states.forget(id);
  }

  /** At startup: marks runs that were running as interrupted; they can be resumed. */
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

const insertSql = `
  INSERT INTO agent_runs (id, team_id, conversation_id, name, task, component, budget, status, started_at, updated_at)
  VALUES (:id, :teamId, :conversationId, :name, :task, :component, :budget, 'running', :at, :at)`;

const updateSql = `
  UPDATE agent_runs SET status = :status, interrupted = 0, stop_reason = :stopReason, requests = :requests,
    failure = :failure, taken_over = :takenOver, updated_at = :at
  WHERE id = :id`;
