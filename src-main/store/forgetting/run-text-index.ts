import type { Database, Statement } from 'better-sqlite3';
import { eachRow } from '../database/row-batches.ts';
import type { TableRead } from '../database/row-batches.ts';
import { storedForms, TextFinder } from './text-finder.ts';

/** Shorter texts, in bytes, are too short to be redacted from anything. */
const MIN_BYTES = 4;

/** What is stored of runs; the first column of each key is the run's id. Read as blobs, which saves decoding. */
const sources: readonly TableRead[] = [
  { table: 'agent_run_messages', key: 'run_id, seq', columns: 'CAST(message AS BLOB)' },
  { table: 'agent_run_recordings', key: 'run_id', columns: 'CAST(recording AS BLOB)' },
  { table: 'agent_run_state_changes', key: 'run_id, seq', columns: 'CAST(changes AS BLOB)' },
  {
    table: 'agent_runs',
    key: 'id',
    columns: 'CAST(task AS BLOB), CAST(state AS BLOB), CAST(failure AS BLOB)',
  },
];

/** A finder for those texts that are long enough. */
export function textFinder(texts: readonly string[]): TextFinder {
  return new TextFinder(storedForms(texts.filter((text) => Buffer.byteLength(text) >= MIN_BYTES)));
}

/**
 * An index of which runs contain which of very many texts, built in one pass. Notices later writes to runs, which the
 * caller then searches itself.
 */
export class RunTextIndex {
  readonly #versions: Statement<[], [runId: string, version: string]>;
  readonly #runsByText = new Map<string, Set<string>>();
  readonly #changed = new Set<string>();
  /** The version of each run when it was read, or after this purge last changed it. */
  #seen: ReadonlyMap<string, string>;

  private constructor(database: Database) {
    this.#versions = database.prepare<[], [string, string]>(versionsSql).raw();
    this.#seen = new Map(this.#versions.all());
  }

  /** Builds the index in batches and awaits `yieldToEventLoop` in between. */
  static async read(
    database: Database,
    texts: readonly string[],
    yieldToEventLoop: () => Promise<void>,
  ): Promise<RunTextIndex> {
    const index = new RunTextIndex(database);
    const finder = textFinder(texts);
    const found = new Set<string>();
    const look = ([runId, ...kept]: readonly unknown[]): boolean => {
      for (const value of kept) if (Buffer.isBuffer(value)) finder.find(value, found);
      for (const text of found) index.#note(text, String(runId));
      found.clear();
      return true;
    };
    for (const source of sources) await eachRow(database, source, look, yieldToEventLoop);
    return index;
  }

  /** Ids of runs that contained any of these texts when they were read. */
  runsWith(texts: readonly string[]): string[] {
    return texts.flatMap((text) => [...(this.#runsByText.get(text) ?? [])]);
  }

  /** Ids of runs that were written to since. */
  changedRuns(): string[] {
    for (const [runId, version] of this.#versions.all())
      if (this.#seen.get(runId) !== version) this.#changed.add(runId);
    return [...this.#changed];
  }

  /** Treats the current versions as read: call it within the purge's own transaction, after its changes to runs. */
  acknowledgeOwnChanges(): void {
    this.#seen = new Map(this.#versions.all());
  }

  #note(text: string, runId: string): void {
    const runs = this.#runsByText.get(text);
    if (runs === undefined) this.#runsByText.set(text, new Set([runId]));
    else runs.add(runId);
  }
}

const versionsSql = `
  SELECT r.id, r.status || ' ' || r.updated_at || ' ' || coalesce(octet_length(k.recording), 0) || ' ' ||
    coalesce((SELECT max(g.seq) FROM agent_run_messages g WHERE g.run_id = r.id), -1)
  FROM agent_runs r LEFT JOIN agent_run_recordings k ON k.run_id = r.id`;
