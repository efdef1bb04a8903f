import type { Database, Statement } from 'better-sqlite3';
import type { MemoryFootprint } from './memory-purge.ts';
import { Redactor } from './redactor.ts';
import { textFinder } from './run-text-index.ts';
import type { RunTextIndex } from './run-text-index.ts';

interface StoredMessage {
  readonly seq: number;
  readonly message: string;
}

interface StoredRun {
  readonly task: string;
  readonly status: string;
  readonly failure: string | null;
  readonly stopReason: string | null;
  readonly state: string | null;
  /** A JSON array. */
  readonly changes: string;
  readonly recording: string | null;
}

/** A text stored for a run, in one of its tables. */
type StoredText = [runId: string, kept: Buffer | null];

type Rewrite = (text: string) => string;

/**
 * Finds and redacts mentions of memories in stored runs: in messages, tool results, recordings, and the state to resume
 * from. Call within a transaction.
 */
export class RunMentions {
  readonly #ofChats: Statement<[string], string>;
  readonly #lookedUp: Statement<[string], string>;
  readonly #kept: Statement<[], StoredText>;
  readonly #keptBy: Statement<[{ runs: string }], StoredText>;
  readonly #run: Statement<[string], StoredRun>;
  readonly #messages: Statement<[string], StoredMessage>;
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
    this.#kept = database.prepare<[], StoredText>(storedTextsSql(() => '')).raw();
    this.#keptBy = database.prepare<[{ runs: string }], StoredText>(storedTextsSql(ofRuns)).raw();
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
   * Redacts every run that mentions the memories. Its state and recording are deleted entirely, since no one can tell
   * which parts derive from the words; the same happens to a run that is active in a conversation where they were used.
   * @param index built over all texts of a larger purge that includes these; null: the stored texts are read now.
   * @returns the ids of the redacted runs.
   */
  redact(footprints: readonly MemoryFootprint[], index: RunTextIndex | null = null): string[] {
    const redactor = new Redactor(footprints);
    const lookedUp = new Set(this.#runsThatLookedUp(footprints));
    const touched = this.#candidateRuns(footprints, index).filter((runId) =>
      this.#redactRun(runId, redactor, lookedUp.has(runId)),
    );
    if (touched.length > 0) index?.acknowledgeOwnChanges();
    return touched;
  }

  #candidateRuns(footprints: readonly MemoryFootprint[], index: RunTextIndex | null): string[] {
    const chats = [
      ...new Set(footprints.flatMap(({ conversations, unlinked }) => [...conversations, ...unlinked])),
    ];
    const texts = [...new Set(footprints.flatMap((one) => one.texts))];
    const ofChats = this.#ofChats.all(JSON.stringify(chats));
    return [
      ...new Set([...ofChats, ...this.#runsThatLookedUp(footprints), ...this.#runsContaining(texts, index)]),
    ];
  }

  /** Runs in which an agent looked a memory up. */
  #runsThatLookedUp(footprints: readonly MemoryFootprint[]): string[] {
    return this.#lookedUp.all(JSON.stringify(footprints.map(({ memoryId }) => memoryId)));
  }

  /**
   * Runs that the index does not cover are read in one pass for all texts, since they can be large and reading blocks
   * the thread.
   */
  #runsContaining(texts: readonly string[], index: RunTextIndex | null): Set<string> {
    const changed = index?.changedRuns();
    const finder = textFinder(texts);
    const runs = new Set(index?.runsWith(texts));
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

  /**
   * Returns false when the run does not mention it. @param lookedUp true when an agent of the run looked it up,
   * whatever it said.
   */
  #redactRun(runId: string, redactor: Redactor, lookedUp: boolean): boolean {
    const run = this.#run.get(runId);
    if (run === undefined) return false;
    const rewrite: Rewrite = (text) => redactor.redactText(text);
    const inJson = (json: string | null) =>
      json === null ? null : JSON.stringify(mapTexts(JSON.parse(json), rewrite));
    const messages = this.#messages.all(runId).map((kept) => ({ ...kept, ...redacted(kept, redactor) }));
    const taught = messages.find(({ content, id }) => redactor.sources.has(id) && content === run.task);
    const task = redactor.redactSource(taught?.id ?? '', run.task);
    const failure = inJson(run.failure);
    const stopReason = run.stopReason === null ? null : rewrite(run.stopReason);
    const mentions =
      lookedUp ||
      run.status === 'running' ||
      task !== run.task ||
      failure !== run.failure ||
      stopReason !== run.stopReason ||
      messages.some(({ message, next }) => next !== message) ||
      [run.state, run.changes, run.recording].some((json) => inJson(json) !== json) ||
      // A recording also contains the chat before the run, word for word.
      [...redactor.sources, ...redactor.answers].some((id) => run.recording?.includes(id));
    if (!mentions) return false;
    for (const { seq, message, next } of messages) if (next !== message) this.#rewrite.run(next, runId, seq);
    this.#close.run({ id: runId, task, failure, stopReason });
    this.#dropRecording.run(runId);
    this.#dropChanges.run(runId);
    return true;
  }
}

/** A redacted message: one that taught loses the sentences that did, one made from a memory loses everything. */
function redacted({ message }: StoredMessage, redactor: Redactor) {
  const kept = JSON.parse(message) as {
    readonly id?: unknown;
    readonly content?: unknown;
    readonly metadata?: { readonly by?: unknown };
  };
  const { content, metadata } = kept;
  const id = typeof kept.id === 'string' ? kept.id : '';
  const text = typeof content === 'string' ? content : '';
  const role = metadata?.by === 'person' ? 'user' : 'assistant';
  const next = redactor.redactMessage({ id, role, text, reasoning: '' }).text;
  const rewrite: Rewrite = (part) => (part === text ? next : redactor.redactText(part));
  return { id, content, next: JSON.stringify(mapTexts(kept, rewrite)) };
}

/** Keys of names and ids, which are not redacted. */
const identifierKeys: ReadonlySet<string> = new Set(['id', 'type', 'source', 'fullMessageId']);

/** Rewrites every text in a JSON value, including JSON inside texts, such as tool arguments. */
function mapTexts(value: unknown, rewrite: Rewrite): unknown {
  if (typeof value === 'string') return rewriteText(value, rewrite);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, rewrite));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      identifierKeys.has(key) && typeof inner === 'string' ? inner : mapTexts(inner, rewrite),
    ]),
  );
}

function rewriteText(text: string, rewrite: Rewrite): string {
  const plain = rewrite(text);
  if (plain !== text || !/^\s*[[{]/.test(text)) return plain;
  try {
    const inner: unknown = JSON.parse(text);
    const next = JSON.stringify(mapTexts(inner, rewrite));
    return next === JSON.stringify(inner) ? text : next;
  } catch {
    return text;
  }
}

const runSql = `
  SELECT r.task, r.status, r.failure, r.stop_reason AS stopReason, r.state, k.recording,
    (SELECT json_group_array(json(c.changes)) FROM agent_run_state_changes c WHERE c.run_id = r.id) AS changes
  FROM agent_runs r LEFT JOIN agent_run_recordings k ON k.run_id = r.id WHERE r.id = ?`;

/** As blobs, which saves decoding them. */
function storedTextsSql(where: (run: string) => string): string {
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

/** A run without state cannot be resumed, so an unfinished one is ended. */
const closeSql = `
  UPDATE agent_runs SET task = :task, failure = :failure, state = NULL, requests = NULL, taken_over = NULL, interrupted = 0,
    stop_reason = CASE WHEN status IN ('running', 'waiting') OR interrupted THEN 'Words in it were forgotten for good.'
      ELSE :stopReason END,
    status = CASE WHEN status IN ('running', 'waiting') THEN 'cancelled' ELSE status END
  WHERE id = :id`;
