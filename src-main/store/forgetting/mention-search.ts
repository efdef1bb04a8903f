import type { Database } from 'better-sqlite3';
import { dirname } from 'node:path';
import { eachRow } from '../database/row-batches.ts';
import type { TableRead } from '../database/row-batches.ts';
// By way of its parent folder: the lint rule takes '../knowledge' for the folder of that name in src-main.
import { openIndexToRead } from '../../store/knowledge/index-file.ts';
import { MentionFinder } from './mention-finder.ts';

/** A text of the user's own that says what is forgotten, and that only the user can change. A file of a knowledge folder goes by its path. */
export interface OtherText {
  readonly type: 'prompt' | 'project' | 'agent' | 'skill' | 'file';
  readonly name: string;
}

/** Where memories are said, apart from the chats in which they were taught or used. */
export interface FoundMentions {
  /** By memory and chat: the ids of the messages that say it; none when its title does. */
  readonly chats: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
  /** Other memories. */
  readonly memories: readonly { readonly id: string; readonly text: string }[];
  readonly texts: readonly OtherText[];
}

/** Tables whose first two columns are the ids of the chat and the message. */
const chatTexts: readonly TableRead[] = [
  { table: 'messages', columns: 'conversation_id, id, text, reasoning, error' },
  { table: 'conversations', columns: 'id, NULL, title' },
  {
    table: `tool_calls c JOIN messages m ON m.id = c.message_id LEFT JOIN file_changes f ON f.call_id = c.id`,
    key: 'c.rowid',
    columns: 'm.conversation_id, m.id, c.arguments, c.result, f.path, f.before',
  },
  {
    table: `message_attachments l JOIN messages m ON m.id = l.message_id JOIN attachments a ON a.id = l.attachment_id
      LEFT JOIN attachment_texts t ON t.attachment_id = a.id`,
    key: 'l.message_id, l.position',
    columns: 'm.conversation_id, m.id, a.name, t.text',
  },
];

/** Tables whose first column is the name of what holds the text. */
const otherTexts: readonly (TableRead & { readonly type: OtherText['type'] })[] = [
  { type: 'prompt', table: 'prompts', columns: 'name, text' },
  { type: 'project', table: 'projects', columns: 'name' },
  { type: 'skill', table: 'skills', columns: 'name, description, text' },
  { type: 'agent', table: 'agent_teams', columns: 'name, component, introduction' },
];

const passages: TableRead = {
  table: 'passages p JOIN documents d ON d.id = p.document_id',
  key: 'p.document_id, p.ordinal',
  columns: 'd.path, p.text',
};
/** Files are named up to this number. */
const MOST_FILES = 50;

/**
 * Reads every chat, memory and other text of the user once, in slices.
 * @param memories the texts of each memory that is forgotten, by its id.
 */
export async function searchMentions(
  database: Database,
  memories: ReadonlyMap<string, readonly string[]>,
  yieldToEventLoop: () => Promise<void>,
): Promise<FoundMentions> {
  const finder = new MentionFinder(memories);
  const chats = new Map<string, Map<string, Set<string>>>();
  for (const table of chatTexts) {
    const keys = table.key?.split(',').length ?? 1;
    const visit = (row: readonly unknown[]): boolean => {
      const [chat, message, ...texts] = row.slice(keys);
      for (const id of found(finder, texts)) add(chats, id, String(chat), message);
      return true;
    };
    await eachRow(database, table, visit, yieldToEventLoop);
  }
  const others: { id: string; text: string }[] = [];
  const ofMemories: TableRead = {
    table: 'memory_units u JOIN memories m ON m.id = u.memory_id',
    key: 'u.id',
    columns: 'm.public_id, u.ordinal, u.text',
  };
  await eachRow(
    database,
    ofMemories,
    ([, id, ordinal, text]) => {
      if (ordinal === 0 && !memories.has(String(id)) && found(finder, [text]).size > 0)
        others.push({ id: String(id), text: String(text) });
      return true;
    },
    yieldToEventLoop,
  );
  const texts: OtherText[] = [];
  for (const { type, ...table } of otherTexts)
    await eachRow(
      database,
      table,
      ([, name, ...more]) => {
        if (found(finder, [name, ...more]).size > 0) texts.push({ type, name: String(name) });
        return true;
      },
      yieldToEventLoop,
    );
  for (const name of await filesThatSay(finder, database, yieldToEventLoop))
    texts.push({ type: 'file', name });
  return { chats, memories: others, texts };
}

/** Paths of files in the index of knowledge folders, which lies beside the database. */
async function filesThatSay(
  finder: MentionFinder,
  { name, memory }: Database,
  yieldToEventLoop: () => Promise<void>,
): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  const index = memory ? null : openIndexToRead(dirname(name));
  if (index === null) return paths;
  try {
    await eachRow(
      index,
      passages,
      ([, , path, text]) => {
        if (!paths.has(String(path)) && found(finder, [path, text]).size > 0) paths.add(String(path));
        return paths.size < MOST_FILES;
      },
      yieldToEventLoop,
    );
  } finally {
    index.close();
  }
  return paths;
}

function found(finder: MentionFinder, texts: readonly unknown[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const text of texts)
    if (typeof text === 'string') for (const id of finder.memoriesIn(text)) ids.add(id);
  return ids;
}

function add(chats: Map<string, Map<string, Set<string>>>, id: string, chat: string, message: unknown): void {
  const ofMemory = chats.get(id) ?? new Map<string, Set<string>>();
  chats.set(id, ofMemory);
  const messages = ofMemory.get(chat) ?? new Set();
  ofMemory.set(chat, messages);
  if (typeof message === 'string') messages.add(message);
}
