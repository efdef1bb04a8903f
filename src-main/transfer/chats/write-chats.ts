/** Writes chats to files. JSON contains everything, with all branches and the attached files; Markdown contains what a person reads. */
import { formatBytes, kindName } from '#shared/attachments/limits.ts';
import type { ChatSource, ChatToExport, MessageToExport } from '../ports.ts';

/** The version of the format; see docs/memory-file.md. */
const VERSION = 1;

export interface ChatFileHead {
  readonly writtenBy: string;
  readonly exportedAt: number;
}

/**
 * A JSON document, in chunks of at most one message.
 * @param file the content of an attached file by its hash; null when it is missing.
 */
export function* chatsAsJson(
  source: ChatSource,
  chats: readonly ChatToExport[],
  { writtenBy, exportedAt }: ChatFileHead,
  file: (hash: string) => Buffer | null,
): Generator<string> {
  const head = { format: 'tutee-chats', version: VERSION, writtenBy, exportedAt: iso(exportedAt) };
  yield `${JSON.stringify(head).slice(0, -1)},"chats":[`;
  let isFirst = true;
  for (const { createdAt, updatedAt, ...chat } of chats) {
    const opened = { ...chat, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
    yield `${isFirst ? '' : ','}\n${JSON.stringify(opened).slice(0, -1)},"messages":[`;
    isFirst = false;
    let isFirstMessage = true;
    for (const message of source.messages(chat.id)) {
      yield `${isFirstMessage ? '' : ','}\n${JSON.stringify(messageAsJson(message, file))}`;
      isFirstMessage = false;
    }
    yield ']}';
  }
  yield '\n]}\n';
}

function messageAsJson(message: MessageToExport, file: (hash: string) => Buffer | null) {
  const { id, parentId, role, speaker, text, reasoning, status, model, usage, createdAt, attachments } =
    message;
  return {
    id,
    parentId,
    role,
    speaker,
    text,
    ...(reasoning !== '' && { reasoning }),
    status,
    model,
    usage,
    createdAt: iso(createdAt),
    ...(attachments.length > 0 && {
      attachments: attachments.map(({ name, kind, mediaType, bytes, hash }) => ({
        name,
        kind,
        mediaType,
        bytes,
        sha256: hash,
        data: file(hash)?.toString('base64') ?? null,
      })),
    }),
  };
}

/** The shown branch of a chat, in chunks of one message. */
export function* chatAsMarkdown(
  source: ChatSource,
  chat: ChatToExport,
  { writtenBy, exportedAt }: ChatFileHead,
): Generator<string> {
  yield `# ${chat.title}\n\n*${writtenBy}, ${clock(exportedAt)}*\n`;
  for (const message of shownBranch([...source.messages(chat.id)], chat.lastMessageId)) {
    const { speaker, createdAt, model, text, attachments } = message;
    yield `\n## ${speaker} · ${clock(createdAt)}${model === null ? '' : ` · ${model}`}\n`;
    if (text !== '') yield `\n${text}\n`;
    for (const { name, kind, bytes } of attachments)
      yield `\n> Attached: ${name} (${kindName(kind)}, ${formatBytes(bytes)})\n`;
  }
}

function shownBranch(messages: readonly MessageToExport[], lastId: string | null): MessageToExport[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: MessageToExport[] = [];
  for (let id = lastId; id !== null;) {
    const message = byId.get(id);
    if (message === undefined) break;
    path.push(message);
    id = message.parentId;
  }
  return path.toReversed();
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

/** Local time: "2026-11-30 12:10". */
function clock(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
