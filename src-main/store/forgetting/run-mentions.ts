import type { Database, Statement } from 'better-sqlite3';
import type { Utterances } from './memory-purge.ts';
import { Saying } from './saying.ts';
import { finderOf } from './run-survey.ts';
import type { RunSurvey } from './run-survey.ts';

interface KeptMessage {
  readonly seq: number;
  readonly message: string;
}

interface KeptRun {
  readonly task: string;
  readonly status: string;
  readonly failure: string | null;
  readonly stopReason: string | null;
  readonly state: string | null;
  /** A JSON list. */
  readonly changes: string;
  readonly recording: string | null;
}

/** What a run keeps, in one of its places. */
type KeptText = [runId: string, kept: Buffer | null];

type Rewrite = (text: string) => string;

/**
 * What kept runs of agents say of memories: in messages, results of tools, recordings, and the state that a run goes on
 * from. Callers give the transaction.
 */
export class RunMentions {
  readonly #ofChats: Statement<[string], string>;
  readonly #lookedUp: Statement<[string], string>;
  readonly #kept: Statement<[], KeptText>;
  readonly #keptBy: Statement<[{ runs: string }], KeptText>;
  readonly #run: Statement<[string], KeptRun>;
  readonly #messages: Statement<[string], KeptMessage>;
  readonly #rewrite: Statement<[string, string, number]>;
  readonly #close: Statement<
    [{ id: string; task: string; failure: string | null; stopReason: string | null }]
  >;
  readonly #dropRecording: Statement<[string]>;
  readonly #dropChanges: Statement<[string]>;

  constructor(database: Database) {
    this.#ofChats = database
      .prepare<[string], string>(
        'SELECT id FROM agent_runs WHERE conversation_id IN (SELECT value FROM json_each(?))',
      )
      .pluck();
    this.#lookedUp = database
      .prepare<[string], string>(
        `SELECT DISTINCT r.id FROM json_each(?) given CROSS JOIN memory_traces t ON t.memory_id = given.value
         CROSS JOIN agent_runs r ON r.id = t.holder_id`,
      )
      .pluck();
    this.#kept = database.prepare<[], KeptText>(keptSql(() => '')).raw();
    this.#keptBy = database.prepare<[{ runs: string }], KeptText>(keptSql(ofRuns)).raw();
    this.#run = database.prepare(runSql);
    this.#messages = database.prepare(
      'SELECT seq, message FROM agent_run_messages WHERE run_id = ? ORDER BY seq',
    );
    this.#rewrite = database.prepare(
      'UPDATE agent_run_messages SET message = ? WHERE run_id = ? AND seq = ?',
    );
    this.#close = database.prepare(closeSql);
    this.#dropChanges = database.prepare('DELETE FROM agent_run_state_changes WHERE run_id = ?');
    this.#dropRecording = database.prepare('DELETE FROM agent_run_recordings WHERE run_id = ?');
  }

  /**
   * Takes the words out of every run that says them. What such a run goes on from and its recording go whole: nobody could
   * tell what in them is made of those words; so do those of a run that is on in a chat they were said in. Answers the runs.
   * @param survey of all texts of a forgetting that these are a part of; null: what runs keep is read now.
   */
  redact(said: readonly Utterances[], survey: RunSurvey | null = null): string[] {
    const saying = new Saying(said);
    const lookedUp = new Set(this.#tracesOf(said));
    const touched = this.#concerned(said, survey).filter((runId) =>
      this.#redactRun(runId, saying, lookedUp.has(runId)),
    );
    if (touched.length > 0) survey?.settle();
    return touched;
  }

  #concerned(said: readonly Utterances[], survey: RunSurvey | null): string[] {
    const chats = [...new Set(said.flatMap(({ conversations }) => conversations))];
    const texts = [...new Set(said.flatMap((one) => one.texts))];
    const ofChats = this.#ofChats.all(JSON.stringify(chats));
    return [...new Set([...ofChats, ...this.#tracesOf(said), ...this.#saying(texts, survey)])];
  }

  /** Runs in which an agent looked it up. */
  #tracesOf(said: readonly Utterances[]): string[] {
    return this.#lookedUp.all(JSON.stringify(said.map(({ memoryId }) => memoryId)));
  }

  /** What was not surveyed is read in one pass, however many texts: it can be much, and holds up everything else. */
  #saying(texts: readonly string[], survey: RunSurvey | null): Set<string> {
    const changed = survey?.changed();
    const finder = finderOf(texts);
    const runs = new Set(survey?.saying(texts));
    const found = new Set<string>();
    const kept =
      changed === undefined ? this.#kept.iterate() : this.#keptBy.iterate({ runs: JSON.stringify(changed) });
    for (const [runId, text] of kept) {
      if (text === null || runs.has(runId)) continue;
      finder.find(text, found);
      if (found.size > 0) runs.add(runId);
      found.clear();
    }
    return runs;
  }

  /** False when it says nothing of it. @param knows that an agent of it does, whatever it said. */
  #redactRun(runId: string, saying: Saying, knows: boolean): boolean {
    const run = this.#run.get(runId);
    if (run === undefined) return false;
    const rewrite: Rewrite = (text) => saying.withoutWords(text);
    const inJson = (json: string | null) =>
      json === null ? null : JSON.stringify(everywhere(JSON.parse(json), rewrite));
    const messages = this.#messages.all(runId).map((kept) => ({ ...kept, ...redacted(kept, saying) }));
    const taught = messages.find(({ content, id }) => saying.sources.has(id) && content === run.task);
    const task = saying.withoutTaught(taught?.id ?? '', run.task);
    const failure = inJson(run.failure);
    const stopReason = run.stopReason === null ? null : rewrite(run.stopReason);
    const says =
      knows ||
      run.status === 'running' ||
      task !== run.task ||
      failure !== run.failure ||
      stopReason !== run.stopReason ||
      messages.some(({ message, next }) => next !== message) ||
      [run.state, run.changes, run.recording].some((json) => inJson(json) !== json) ||
      // A recording also has what was said in the chat before the run, word for word.
      [...saying.sources, ...saying.answers].some((id) => run.recording?.includes(id));
    if (!says) return false;
    for (const { seq, message, next } of messages) if (next !== message) this.#rewrite.run(next, runId, seq);
    this.#close.run({ id: runId, task, failure, stopReason });
    this.#dropRecording.run(runId);
    this.#dropChanges.run(runId);
    return true;
  }
}

/** A kept message without the words; one that taught loses the sentences that did, one that was made of them all of it. */
function redacted({ message }: KeptMessage, saying: Saying) {
  const kept = JSON.parse(message) as {
    readonly id?: unknown;
    readonly content?: unknown;
    readonly metadata?: { readonly by?: unknown };
  };
  const { content, metadata } = kept;
  const id = typeof kept.id === 'string' ? kept.id : '';
  const text = typeof content === 'string' ? content : '';
  const role = metadata?.by === 'person' ? 'user' : 'assistant';
  const next = saying.without({ id, role, text, reasoning: '' }).text;
  const rewrite: Rewrite = (part) => (part === text ? next : saying.withoutWords(part));
  return { id, content, next: JSON.stringify(everywhere(kept, rewrite)) };
}

/** Names and ids, which say nothing. */
const names: ReadonlySet<string> = new Set(['id', 'type', 'source', 'fullMessageId']);

/** A JSON value with every text in it rewritten, JSON inside of texts included: arguments of tools are such. */
function everywhere(value: unknown, rewrite: Rewrite): unknown {
  if (typeof value === 'string') return inText(value, rewrite);
  if (Array.isArray(value)) return value.map((item) => everywhere(item, rewrite));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      names.has(key) && typeof inner === 'string' ? inner : everywhere(inner, rewrite),
    ]),
  );
}

function inText(text: string, rewrite: Rewrite): string {
  const plain = rewrite(text);
  if (plain !== text || !/^\s*[[{]/.test(text)) return plain;
  try {
    const inner: unknown = JSON.parse(text);
    const next = JSON.stringify(everywhere(inner, rewrite));
    return next === JSON.stringify(inner) ? text : next;
  } catch {
    return text;
  }
}

const runSql = `
  SELECT r.task, r.status, r.failure, r.stop_reason AS stopReason, r.state, k.recording,
    (SELECT json_group_array(json(c.changes)) FROM agent_run_state_changes c WHERE c.run_id = r.id) AS changes
  FROM agent_runs r LEFT JOIN agent_run_recordings k ON k.run_id = r.id WHERE r.id = ?`;

/** As bytes, which are not turned into text first. */
function keptSql(where: (run: string) => string): string {
  return `
    SELECT run_id, CAST(message AS BLOB) FROM agent_run_messages ${where('run_id')}
    UNION ALL SELECT run_id, CAST(recording AS BLOB) FROM agent_run_recordings ${where('run_id')}
    UNION ALL SELECT run_id, CAST(changes AS BLOB) FROM agent_run_state_changes ${where('run_id')}
    UNION ALL SELECT id, CAST(task AS BLOB) FROM agent_runs ${where('id')}
    UNION ALL SELECT id, CAST(state AS BLOB) FROM agent_runs ${where('id')}
    UNION ALL SELECT id, CAST(failure AS BLOB) FROM agent_runs ${where('id')}`;
}

function ofRuns(run: string): string {
  return `WHERE ${run} IN (SELECT value FROM json_each(:runs))`;
}

/** Without its state a run cannot go on: one that was to has ended. */
const closeSql = `
  UPDATE agent_runs SET task = :task, failure = :failure, state = NULL, requests = NULL, taken_over = NULL, interrupted = 0,
    stop_reason = CASE WHEN status IN ('running', 'waiting') OR interrupted THEN 'Words in it were forgotten for good.'
      ELSE :stopReason END,
    status = CASE WHEN status IN ('running', 'waiting') THEN 'cancelled' ELSE status END
  WHERE id = :id`;
