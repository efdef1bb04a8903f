/**
 * Finds memories in the JSON exports of other programs, by structure and not by program: mem0 (objects with `memory`), Open WebUI
 * (`content`), Letta (blocks with `value`, passages with `text`), knowledge graphs (entities with `observations`), lists of strings. The
 * texts are sentences or lists, which pasted-text.ts splits.
 */
import { fieldsOf, listOf, textOf } from '../chats/export-values.ts';
import type { Fields } from '../chats/export-values.ts';

export interface ForeignMemory {
  readonly text: string;
  readonly tags: readonly string[];
  /** The name of the person it is about; null: not stated. */
  readonly about: string | null;
}

export interface ForeignMemories {
  readonly found: readonly ForeignMemory[];
  /** Number of list entries that were not understood. */
  readonly unknown: number;
}

/** Keys of a memory's text, most reliable first. */
const textKeys = ['memory', 'fact', 'statement', 'observation', 'text', 'content', 'value', 'data', 'note'];
/** Keys of lists of texts. */
const listKeys = new Set([
  'memories',
  'facts',
  'observations',
  'notes',
  'results',
  'items',
  'entries',
  'data',
]);
const tagKeys = ['tags', 'categories', 'labels', 'category'];
/** Keys of a program's own data and of messages, which are not memories of the user. */
const foreignKeys = new Set([
  'persona',
  'system',
  'tools',
  'tool_rules',
  'llm_config',
  'embedding',
  'embeddings',
  'embedding_config',
  'messages',
  'input',
  'history',
  'relations',
  'metadata',
  ...tagKeys,
]);

/** Maximum nesting depth that is searched. */
const MOST_DEEP = 12;
const LONGEST_TAG = 40;
const MOST_TAGS = 20;

export function foreignMemories(json: unknown): ForeignMemories {
  const reader = new ForeignReader();
  if (Array.isArray(json)) reader.readList(json, 0, true, null);
  else reader.readObject(json, 0);
  return reader;
}

class ForeignReader {
  readonly found: ForeignMemory[] = [];
  unknown = 0;

  /** @param isOfTexts true: strings in the list are memories */
  readList(list: readonly unknown[], depth: number, isOfTexts: boolean, about: string | null): void {
    for (const each of list) {
      const before = this.found.length;
      if (typeof each === 'string') {
        if (isOfTexts) this.#add(each, [], about);
      } else if (fieldsOf(each) !== null && !this.readObject(each, depth + 1) && this.found.length === before)
        this.unknown += 1;
    }
  }

  /** Returns true if it is known to contain no memory. */
  readObject(value: unknown, depth: number): boolean {
    const fields = fieldsOf(value);
    if (fields === null || depth > MOST_DEEP || isOfProgram(fields)) return true;
    const about = 'entityType' in fields ? textOf(fields['name']).trim() || null : null;
    const own = ownText(fields);
    if (own !== '') this.#add(own, tagsOf(fields), about);
    for (const [key, part] of Object.entries(fields)) {
      if (foreignKeys.has(key)) continue;
      if (Array.isArray(part)) this.readList(part, depth, listKeys.has(key), about);
      else this.readObject(part, depth + 1);
    }
    return false;
  }

  #add(text: string, tags: readonly string[], about: string | null): void {
    if (text.trim() !== '') this.found.push({ text, tags, about });
  }
}

/** True for a block about the program itself, or a message of a chat. */
function isOfProgram(fields: Fields): boolean {
  return foreignKeys.has(textOf(fields['label']).toLowerCase()) || typeof fields['role'] === 'string';
}

function ownText(fields: Fields): string {
  return textKeys.map((key) => textOf(fields[key]).trim()).find((text) => text !== '') ?? '';
}

function tagsOf(fields: Fields): string[] {
  const metadata = fieldsOf(fields['metadata']) ?? {};
  const values = [fields, metadata].flatMap((from) =>
    tagKeys.flatMap((key) => [from[key], ...listOf(from[key])]),
  );
  const tags = values.map((tag) => textOf(tag).trim());
  return [...new Set(tags.filter((tag) => tag !== '' && tag.length <= LONGEST_TAG))].slice(0, MOST_TAGS);
}
