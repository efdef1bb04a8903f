import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import type { Jobs } from '../jobs.ts';
import type { ChatSource } from '../ports.ts';
import { writeFile } from '../write-file.ts';
import { chatAsMarkdown, chatsAsJson } from './write-chats.ts';

/**
 * Writes a file of one chat or of all. Throws `not_found`, `disk_full`.
 * @param files the folder of attached files.
 */
export function exportChats(
  source: ChatSource,
  { path, format, conversationId, writtenBy }: Jobs['exportChats']['input'],
  files: string,
  exportedAt: number,
): Jobs['exportChats']['output'] {
  const chats = source.chats(conversationId);
  const [first] = chats;
  if (conversationId !== null && first === undefined)
    throw new TuteeError('not_found', 'That chat is not there any more.');
  const head = { writtenBy, exportedAt };
  const read = (hash: string) => {
    const file = join(files, hash);
    return existsSync(file) ? readFileSync(file) : null;
  };
  if (format === 'markdown' && first !== undefined) writeFile(path, chatAsMarkdown(source, first, head));
  else writeFile(path, chatsAsJson(source, chats, head, read));
  return { chats: chats.length, title: conversationId === null ? null : (first?.title ?? null) };
}
