import type { Database } from 'better-sqlite3';
import { eachRow } from '../database/row-batches.ts';
import type { TableRead } from '../database/row-batches.ts';
import { storedForms, TextFinder } from './text-finder.ts';

/** Columns that may still contain a deleted text, as part of something that was not forgotten. */
const textColumns: readonly TableRead[] = [
  { table: 'messages', columns: 'text, reasoning, error' },
  { table: 'captures', columns: 'error', key: 'message_id' },
  { table: 'chat_summaries', columns: 'text', key: 'until_id, model' },
  { table: 'conversations', columns: 'title' },
  { table: 'attachments', columns: 'name, cut' },
  { table: 'attachment_texts', columns: 'text' },
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
  { table: 'agent_teams', columns: 'name, component, agent_ids, introduction' },
  { table: 'prompts', columns: 'name, text' },
  { table: 'skills', columns: 'name, description, text' },
  { table: 'projects', columns: 'name' },
  { table: 'memory_clients', columns: 'name' },
  { table: 'client_calls', columns: 'text' },
  { table: 'tool_calls', columns: 'arguments, result' },
  { table: 'file_changes', columns: 'path, before', key: 'call_id' },
  { table: 'allowed_folders', columns: 'name, path', key: 'id' },
  { table: 'scope_names', columns: 'name', key: 'type, id' },
];

/** The texts among these that no row contains. Reads in batches and awaits `yieldToEventLoop` in between. */
export async function textsInNoRow(
  database: Database,
  texts: readonly string[],
  yieldToEventLoop: () => Promise<void>,
): Promise<string[]> {
  const found = new Set<string>();
  const finder = new TextFinder(storedForms(texts));
  const visit = (row: readonly unknown[]): boolean => {
    for (const value of row) if (typeof value === 'string') finder.find(Buffer.from(value), found);
    return found.size < texts.length;
  };
  for (const table of textColumns)
    if (found.size < texts.length) await eachRow(database, table, visit, yieldToEventLoop);
  return texts.filter((text) => !found.has(text));
}
