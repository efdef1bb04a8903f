import type { Database } from 'better-sqlite3';
import { asKept, TextFinder } from './text-finder.ts';

/** So many rows are read at a time; the state of a run can be large. */
const ROWS = 50;

/** Where a text may rightly still be, since it is part of something that was not forgotten. */
const holders: readonly { readonly table: string; readonly columns: string; readonly key?: string }[] = [
  { table: 'messages', columns: 'text, reasoning' },
  { table: 'conversations', columns: 'title' },
  { table: 'drafts', columns: 'text' },
  { table: 'memory_units', columns: 'text' },
  { table: 'memories', columns: 'subject, quote' },
  { table: 'memory_events', columns: 'before, after' },
  { table: 'receipts', columns: 'query' },
  { table: 'receipt_items', columns: 'text, matched_cue', key: 'message_id, ordinal' },
  { table: 'agent_runs', columns: 'task, state, component, requests, failure' },
  { table: 'agent_run_state_changes', columns: 'changes', key: 'run_id, seq' },
  { table: 'agent_run_recordings', columns: 'recording', key: 'run_id' },
  { table: 'agent_run_messages', columns: 'message', key: 'run_id, seq' },
  { table: 'agent_teams', columns: 'name, component, agent_ids' },
  { table: 'projects', columns: 'name' },
  { table: 'scope_names', columns: 'name', key: 'type, id' },
];

/** Those of these texts that no row holds. Reads some rows at a time, with `breathe` in between. */
export async function unheldTexts(
  database: Database,
  texts: readonly string[],
  breathe: () => Promise<void>,
): Promise<string[]> {
  const held = new Set<string>();
  const finder = new TextFinder(asKept(texts));
  for (const { table, columns, key = 'rowid' } of holders) {
    for (let after: readonly unknown[] = []; held.size < texts.length && database.open;) {
      const rows = rowsAfter(database, { table, columns, key }, after);
      for (const row of rows)
        for (const value of row) if (typeof value === 'string') finder.find(Buffer.from(value), held);
      const last = rows.at(-1);
      if (last === undefined || rows.length < ROWS) break;
      after = last.slice(0, key.split(',').length);
      await breathe();
    }
  }
  return texts.filter((text) => !held.has(text));
}

function rowsAfter(
  database: Database,
  { table, columns, key }: { readonly table: string; readonly columns: string; readonly key: string },
  after: readonly unknown[],
): unknown[][] {
  const from = after.length === 0 ? '' : `WHERE (${key}) > (${after.map(() => '?').join(', ')})`;
  return database
    .prepare<unknown[], unknown[]>(
      `SELECT ${key}, ${columns} FROM ${table} ${from} ORDER BY ${key} LIMIT ${ROWS}`,
    )
    .raw()
    .all(...after);
}
