/** Converts a chat of an export to a chat of Tutee. */
import { createHash } from 'node:crypto';
import type { Message } from '#shared/conversation.ts';
import type { ChatSource } from '#shared/contract/transfer.ts';
import { limits } from '#shared/limits.ts';
import { withPasted } from '#shared/pasted-text.ts';
import { sanitizeName } from '#shared/sanitize-name.ts';
import type { ExportedChat, ExportedMessage } from './exported-chat.ts';
import type { ImportedChat } from '../ports.ts';

export const speakers: Readonly<Record<ChatSource, string>> = { chatgpt: 'ChatGPT', claude: 'Claude' };

/**
 * The ids are derived from the export, so that the same chat is recognised when it is imported again.
 * @param titleFrom derives a title from a first message
 */
export function toChat(chat: ExportedChat, titleFrom: (message: string) => string): ImportedChat {
  const conversationId = chatIdOf(chat);
  const idOf = (message: string): string => stableId(conversationId, message);
  const first = chat.messages.find(({ role }) => role === 'user');
  const given = sanitizeName(chat.title).slice(0, limits.title).toWellFormed();
  const title = given === '' ? (first === undefined ? 'Untitled chat' : titleFrom(first.text)) : given;
  const last = chat.messages.reduce((latest, { createdAt }) => Math.max(latest, createdAt), chat.createdAt);
  return {
    id: conversationId,
    title,
    createdAt: Math.min(chat.createdAt, last),
    lastMessageAt: last,
    shown: chat.shown === null ? null : idOf(chat.shown),
    messages: chat.messages.map((message) => toMessage(message, chat.source, conversationId, idOf)),
  };
}

export function chatIdOf({ source, id }: ExportedChat): string {
  return stableId(source, id);
}

function toMessage(
  message: ExportedMessage,
  source: ChatSource,
  conversationId: string,
  idOf: (message: string) => string,
): Message {
  const { id, parentId, role, reasoning, model, createdAt } = message;
  return {
    id: idOf(id),
    conversationId,
    parentId: parentId === null ? null : idOf(parentId),
    runId: null,
    role,
    speaker: role === 'user' ? 'You' : speakers[source],
    text: writtenText(message),
    reasoning: bounded(reasoning),
    status: 'complete',
    error: null,
    model,
    usage: null,
    durationMs: null,
    cut: null,
    shortened: 0,
    createdAt,
  };
}

/** The text of a message, the pasted texts that were attached to it, and the names of files that the export does not contain. */
function writtenText({ text, files, attached }: ExportedMessage): string {
  let room = limits.pastedText;
  const pasted = attached.flatMap((each) => {
    const kept = each.slice(0, room).toWellFormed();
    room -= kept.length;
    return kept.trim() === '' ? [] : [kept];
  });
  const named =
    files.length === 0 ? [] : [`[Attached: ${files.map((name) => sanitizeName(name)).join(', ')}]`];
  const said = [bounded(text).trimEnd(), ...named].filter((part) => part !== '').join('\n\n');
  return pasted.length === 0 ? said : withPasted(said, pasted);
}

/** True if a part of the message exceeds the length of a message in Tutee, so that its end is dropped. */
export function isCut({ text, attached }: ExportedMessage): boolean {
  const pasted = attached.reduce((sum, each) => sum + each.length, 0);
  return text.length > limits.pastedText || pasted > limits.pastedText;
}

function bounded(text: string): string {
  return text.length <= limits.pastedText ? text : text.slice(0, limits.pastedText).toWellFormed();
}

/** A deterministic UUID (version 8), from a hash. */
function stableId(space: string, name: string): string {
  const bytes = createHash('sha256').update(`${space}\n${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return groups.join('-');
}
