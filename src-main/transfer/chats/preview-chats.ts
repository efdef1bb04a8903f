import type { ImportChatRow, ImportChats } from '#shared/contract/transfer.ts';
import { chatFileLimits } from '#shared/contract/transfer.ts';
import { TuteeError } from '#shared/errors.ts';
import type { KnownChats } from '../ports.ts';
import { readChatFile } from './chat-file.ts';
import { isCut, toChat } from './chat-rows.ts';
import type { ChatFault } from './exported-chat.ts';

/** What an import of chats would do, chat by chat. */
export interface ChatPlan {
  readonly chats: ImportChats;
  readonly rows: readonly ImportChatRow[];
  readonly notes: readonly string[];
}

/**
 * Reads a whole export once and compares its chats with the existing ones. Resolves to null if it contains none or `onProgress` returned
 * false. Throws `invalid_input`.
 */
export async function planChats(
  path: string,
  known: KnownChats,
  titleFrom: (message: string) => string,
  onProgress: (share: number) => Promise<boolean>,
): Promise<ChatPlan | null> {
  const rows: ImportChatRow[] = [];
  const faults: Record<ChatFault, number> = { 'no messages': 0, 'unknown form': 0 };
  const left = { toolSteps: 0, cut: 0, repeated: 0 };
  const seen = new Set<string>();
  const about = new Set<string>();
  let source: ImportChats['source'] | null = null;
  const finished = await readChatFile(path, {
    onChat: (exported) => {
      source ??= exported.source;
      for (const text of exported.about) about.add(text);
      const chat = toChat(exported, titleFrom);
      if (chat.messages.length === 0) faults['no messages'] += 1;
      else if (seen.has(chat.id)) left.repeated += 1;
      else {
        if (seen.size >= chatFileLimits.chats) throw tooMany();
        seen.add(chat.id);
        left.toolSteps += exported.toolSteps;
        left.cut += exported.messages.filter((message) => isCut(message)).length;
        const missing = known.missingMessages(chat);
        rows.push({
          row: rows.length,
          title: chat.title,
          createdAt: chat.createdAt,
          lastMessageAt: chat.lastMessageAt,
          messages: chat.messages.length,
          files: exported.messages.reduce((sum, { files }) => sum + files.length, 0),
          group: missing === null ? 'new' : missing > 0 ? 'grown' : 'same',
        });
      }
      return Promise.resolve();
    },
    onFault: (fault) => {
      faults[fault] += 1;
    },
    onAbout: (text) => {
      about.add(text);
    },
    onProgress,
  });
  if (!finished || source === null) return null;
  const counts = { new: 0, grown: 0, same: 0 };
  for (const { group } of rows) counts[group] += 1;
  const files = rows.reduce((sum, row) => sum + row.files, 0);
  const messages = rows.reduce((sum, row) => sum + row.messages, 0);
  return {
    chats: { source, counts, messages, files, about: about.size > 0 },
    rows,
    notes: notesOn({ ...left, files, empty: faults['no messages'], unreadable: faults['unknown form'] }),
  };
}

interface LeftOut {
  readonly toolSteps: number;
  readonly cut: number;
  readonly repeated: number;
  readonly files: number;
  readonly empty: number;
  readonly unreadable: number;
}

function notesOn({ toolSteps, cut, repeated, files, empty, unreadable }: LeftOut): string[] {
  return [
    note(
      files,
      'attached file or picture is named in its message; the export does not hold it.',
      'attached files and pictures are named in their messages; the export does not hold them.',
    ),
    note(
      toolSteps,
      'step of a tool (a search, a program) is left out.',
      'steps of tools (searches, programs) are left out.',
    ),
    note(cut, 'very long message is shortened.', 'very long messages are shortened.'),
    note(repeated, 'chat is in the file twice.', 'chats are in the file twice.'),
    note(empty, 'chat without any message is left out.', 'chats without any message are left out.'),
    note(
      unreadable,
      'piece has a form that Tutee does not know and is left out.',
      'pieces have a form that Tutee does not know and are left out.',
    ),
  ].flat();
}

function note(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count.toLocaleString('en')} ${count === 1 ? one : many}`];
}

function tooMany(): TuteeError {
  const most = chatFileLimits.chats.toLocaleString('en');
  return new TuteeError('invalid_input', `This file was not taken in. It has more than ${most} chats.`);
}
