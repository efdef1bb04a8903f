/** A conversation in Claude's export: a list of messages; in newer exports each names the message before it. */
import { chatTree } from './chat-tree.ts';
import type { ChatFault, ChatNode, ExportedChat } from './exported-chat.ts';
import { fieldsIn, nameOf, textOf, timeOf } from './export-values.ts';
import type { Fields } from './export-values.ts';

export function isClaudeChat(value: Fields): boolean {
  return Array.isArray(value['chat_messages']);
}

export function readClaudeChat(value: Fields): ExportedChat | ChatFault {
  const id = nameOf(value['uuid']);
  if (id === null) return 'unknown form';
  const createdAt = timeOf(value['created_at']) ?? timeOf(value['updated_at']) ?? 0;
  let toolSteps = 0;
  let previous: string | null = null;
  const raw = fieldsIn(value['chat_messages']);
  const linked = raw.some((message) => nameOf(message['parent_message_uuid']) !== null);
  const nodes = raw.map((message, index): ChatNode => {
    const own = nameOf(message['uuid']) ?? `message ${index}`;
    const blocks = fieldsIn(message['content']);
    toolSteps += blocks.filter((block) => block['type'] === 'tool_use').length;
    const parentId = linked ? nameOf(message['parent_message_uuid']) : previous;
    previous = own;
    return {
      id: own,
      parentId,
      createdAt: timeOf(message['created_at']),
      content: contentOf(message, blocks),
    };
  });
  const tree = chatTree(nodes, nameOf(value['current_leaf_message_uuid']), createdAt);
  if (tree.messages.length === 0) return 'no messages';
  const title = nameOf(value['name']) ?? '';
  return { source: 'claude', id, title, createdAt, toolSteps, about: [], ...tree };
}

function contentOf(message: Fields, blocks: readonly Fields[]): ChatNode['content'] {
  const sender = message['sender'];
  const role = sender === 'human' ? 'user' : sender === 'assistant' ? 'assistant' : null;
  if (role === null) return null;
  // The plain text of a message repeats its blocks, with placeholders for those that it cannot show.
  const text = joined(blocks, 'text') || textOf(message['text']);
  const attachments = fieldsIn(message['attachments']);
  const files = [...fieldsIn(message['files']), ...attachments].flatMap(
    (each) => nameOf(each['file_name']) ?? [],
  );
  const attached = attachments
    .map((each) => textOf(each['extracted_content']))
    .filter((each) => each.trim() !== '');
  if (text.trim() === '' && files.length === 0 && attached.length === 0) return null;
  const model = role === 'assistant' ? nameOf(message['model']) : null;
  return { role, text, reasoning: joined(blocks, 'thinking'), model, files: [...new Set(files)], attached };
}

/** The texts of the blocks of a type, in the field that is named like the type. */
function joined(blocks: readonly Fields[], type: 'text' | 'thinking'): string {
  return blocks
    .filter((block) => block['type'] === type)
    .map((block) => textOf(block[type]))
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}
