import type { Database } from 'better-sqlite3';
import { eachRow } from '../database/row-pieces.ts';
import type { TablePart } from '../database/row-pieces.ts';
import { asKept, TextFinder } from './text-finder.ts';

/** Where a text may rightly still be, since it is part of something that was not forgotten. */
const holders: readonly TablePart[] = [
  { table: 'messages', columns: 'text, reasoning, error' },
  { table: 'captures', columns: 'error', key: 'message_id' },
  { table: 'conversations', columns: 'title' },
  { table: 'drafts', columns: 'text' },
  { table: 'memory_units', columns: 'text' },
  { table: 'memories', columns: 'subject, quote' },
  { table: 'memory_events', columns: 'before, after' },
  { table: 'receipts', columns: 'query' },
  { table: 'receipt_items', columns: 'text, matched_cue', key: 'message_id, ordinal' },
  { table: 'agent_runs', columns: 'task, state, component, requests, failure, stop_reason' },
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
  const look = (row: readonly unknown[]): boolean => {
    for (const value of row) if (typeof value === 'string') finder.find(Buffer.from(value), held);
    return held.size < texts.length;
  };
  for (const holder of holders) if (held.size < texts.length) await eachRow(database, holder, look, breathe);
  return texts.filter((text) => !held.has(text));
}
