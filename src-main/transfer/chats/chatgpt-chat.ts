/**
 * A conversation in ChatGPT's export: a map of nodes with parents, many of which show nothing (system messages, tool calls and their
 * output, reasoning).
 */
import { chatTree } from './chat-tree.ts';
import type { ChatFault, ChatNode, ExportedChat } from './exported-chat.ts';
import { fieldsOf, listOf, nameOf, textOf, timeOf } from './export-values.ts';
import type { Fields } from './export-values.ts';

export function isChatgptChat(value: Fields): boolean {
  return fieldsOf(value['mapping']) !== null;
}

export function readChatgptChat(value: Fields): ExportedChat | ChatFault {
  const mapping = fieldsOf(value['mapping']);
  const id = nameOf(value['conversation_id']) ?? nameOf(value['id']);
  if (mapping === null || id === null) return 'unknown form';
  const createdAt = timeOf(value['create_time']) ?? timeOf(value['update_time']) ?? 0;
  const about: string[] = [];
  const thoughts = new Map<string, string>();
  let toolSteps = 0;
  const nodes = Object.entries(mapping).flatMap(([key, raw]): ChatNode[] => {
    const node = fieldsOf(raw);
    if (node === null) return [];
    const parentId = nameOf(node['parent']);
    const message = fieldsOf(node['message']);
    const nothing = { id: key, parentId, createdAt: timeOf(message?.['create_time']), content: null };
    if (message === null) return [nothing];
    const content = fieldsOf(message['content']) ?? {};
    about.push(...aboutUser(content));
    if (content['content_type'] === 'thoughts') thoughts.set(key, thoughtsIn(content));
    if (isToolStep(message, content)) toolSteps += 1;
    return [{ ...nothing, content: contentOf(message, content) }];
  });
  const ordered = inFileOrder(nodes, mapping);
  const tree = chatTree(withThoughts(ordered, thoughts), nameOf(value['current_node']), createdAt);
  if (tree.messages.length === 0 && about.length === 0) return 'no messages';
  return { source: 'chatgpt', id, title: nameOf(value['title']) ?? '', createdAt, toolSteps, about, ...tree };
}

/** The children of a node in the order of its list, which is the order of their versions. */
function inFileOrder(nodes: readonly ChatNode[], mapping: Fields): ChatNode[] {
  const place = new Map<string, number>();
  for (const raw of Object.values(mapping))
    for (const [index, child] of listOf(fieldsOf(raw)?.['children']).entries())
      if (typeof child === 'string') place.set(child, index);
  return nodes.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

function contentOf(message: Fields, content: Fields): ChatNode['content'] {
  const author = fieldsOf(message['author']);
  const role = author?.['role'];
  if (role !== 'user' && role !== 'assistant') return null;
  const metadata = fieldsOf(message['metadata']) ?? {};
  if (metadata['is_visually_hidden_from_conversation'] === true || isToolStep(message, content)) return null;
  const { text, files } = partsOf(content);
  const named = listOf(metadata['attachments']).flatMap((each) => nameOf(fieldsOf(each)?.['name']) ?? []);
  // A picture in the message is also listed as an attachment, with its name.
  const all = named.length > 0 ? named : files;
  if (text.trim() === '' && all.length === 0) return null;
  const model = role === 'assistant' ? nameOf(metadata['model_slug']) : null;
  return { role, text, reasoning: '', model, files: all, attached: [] };
}

/** A message to a tool, or its output. */
function isToolStep(message: Fields, content: Fields): boolean {
  const role = fieldsOf(message['author'])?.['role'];
  const to = message['recipient'];
  return (
    role === 'tool' ||
    (role === 'assistant' && typeof to === 'string' && to !== 'all') ||
    content['content_type'] === 'execution_output' ||
    content['content_type'] === 'tether_browsing_display'
  );
}

const shownTypes = new Set(['text', 'multimodal_text', 'code', 'tether_quote']);

function partsOf(content: Fields): { text: string; files: string[] } {
  if (!shownTypes.has(textOf(content['content_type'] ?? 'text'))) return { text: '', files: [] };
  const files: string[] = [];
  const texts = listOf(content['parts']).map((part) => {
    const piece = fieldsOf(part);
    if (piece === null) return textOf(part);
    if (piece['content_type'] === 'audio_transcription' || typeof piece['text'] === 'string')
      return textOf(piece['text']);
    files.push(fileKind(textOf(piece['content_type'])));
    return '';
  });
  const written = [...texts, textOf(content['text'])].filter((text) => text.trim() !== '');
  return { text: written.join('\n\n'), files };
}

function fileKind(contentType: string): string {
  if (contentType.includes('image')) return 'picture';
  return contentType.includes('audio') || contentType.includes('video') ? 'recording' : 'file';
}

function thoughtsIn(content: Fields): string {
  return listOf(content['thoughts'])
    .map((each) => textOf(fieldsOf(each)?.['content']))
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

/** Reasoning is stored in nodes before the answer that it led to. */
function withThoughts(nodes: readonly ChatNode[], thoughts: ReadonlyMap<string, string>): ChatNode[] {
  if (thoughts.size === 0) return [...nodes];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return nodes.map((node) => {
    if (node.content?.role !== 'assistant') return node;
    const before: string[] = [];
    let parent = node.parentId === null ? undefined : byId.get(node.parentId);
    for (let step = 0; step < MOST_STEPS && parent?.content === null; step += 1) {
      before.push(thoughts.get(parent.id) ?? '');
      parent = parent.parentId === null ? undefined : byId.get(parent.parentId);
    }
    const reasoning = before
      .toReversed()
      .filter((text) => text !== '')
      .join('\n\n');
    return { ...node, content: { ...node.content, reasoning } };
  });
}

/** How many nodes before an answer are searched for its reasoning. */
const MOST_STEPS = 40;

/** Custom instructions and the list of memories are hidden messages of each chat. */
function aboutUser(content: Fields): string[] {
  const keys = aboutKeys.get(textOf(content['content_type'])) ?? [];
  return keys.map((key) => textOf(content[key])).filter((text) => text.trim() !== '');
}

const aboutKeys: ReadonlyMap<string, readonly string[]> = new Map([
  ['user_editable_context', ['user_profile', 'user_instructions']],
  ['model_editable_context', ['model_set_context']],
]);
