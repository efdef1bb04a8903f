import type { Database, Statement } from 'better-sqlite3';
import { eachRow } from '../database/row-pieces.ts';
import type { TablePart } from '../database/row-pieces.ts';
import { asKept, TextFinder } from './text-finder.ts';

/** Shorter texts, in bytes, have too few letters to be taken out of anything. */
const SHORTEST = 4;

/** What runs keep of what was said; the first column of each key is the run. As bytes, which are not turned into text first. */
const places: readonly TablePart[] = [
  { table: 'agent_run_messages', key: 'run_id, seq', columns: 'CAST(message AS BLOB)' },
  { table: 'agent_run_recordings', key: 'run_id', columns: 'CAST(recording AS BLOB)' },
  { table: 'agent_run_state_changes', key: 'run_id, seq', columns: 'CAST(changes AS BLOB)' },
  {
    table: 'agent_runs',
    key: 'id',
    columns: 'CAST(task AS BLOB), CAST(state AS BLOB), CAST(failure AS BLOB)',
  },
];

/** The bytes of a text by which it is looked for. */
export function finderOf(texts: readonly string[]): TextFinder {
  return new TextFinder(asKept(texts.filter((text) => Buffer.byteLength(text) >= SHORTEST)));
}

/**
 * Which runs say which of very many texts, read once for all of them. What runs wrote afterwards is noticed, and is to be looked
 * into by itself.
 */
export class RunSurvey {
  readonly #marks: Statement<[], [runId: string, mark: string]>;
  readonly #saying = new Map<string, Set<string>>();
  readonly #changed = new Set<string>();
  /** How each run stood when it was read, or when this forgetting itself had last changed it. */
  #seen: ReadonlyMap<string, string>;

  private constructor(database: Database) {
    this.#marks = database.prepare<[], [string, string]>(marksSql).raw();
    this.#seen = new Map(this.#marks.all());
  }

  /** Reads a piece at a time, with `breathe` in between. */
  static async read(
    database: Database,
    texts: readonly string[],
    breathe: () => Promise<void>,
  ): Promise<RunSurvey> {
    const survey = new RunSurvey(database);
    const finder = finderOf(texts);
    const found = new Set<string>();
    const look = ([runId, ...kept]: readonly unknown[]): boolean => {
      for (const value of kept) if (Buffer.isBuffer(value)) finder.find(value, found);
      for (const text of found) survey.#note(text, String(runId));
      found.clear();
      return true;
    };
    for (const place of places) await eachRow(database, place, look, breathe);
    return survey;
  }

  /** Runs that said any of these when they were read. */
  saying(texts: readonly string[]): string[] {
    return texts.flatMap((text) => [...(this.#saying.get(text) ?? [])]);
  }

  /** Runs that were written to since. */
  changed(): string[] {
    for (const [runId, mark] of this.#marks.all())
      if (this.#seen.get(runId) !== mark) this.#changed.add(runId);
    return [...this.#changed];
  }

  /** These were changed by the forgetting itself, inside the transaction in which they were asked for. */
  settle(): void {
    this.#seen = new Map(this.#marks.all());
  }

  #note(text: string, runId: string): void {
    const runs = this.#saying.get(text);
    if (runs === undefined) this.#saying.set(text, new Set([runId]));
    else runs.add(runId);
  }
}

const marksSql = `
  SELECT r.id, r.status || ' ' || r.updated_at || ' ' || coalesce(octet_length(k.recording), 0) || ' ' ||
    coalesce((SELECT max(g.seq) FROM agent_run_messages g WHERE g.run_id = r.id), -1)
  FROM agent_runs r LEFT JOIN agent_run_recordings k ON k.run_id = r.id`;
