import type { MaterialByMessage } from './attached-material.ts';
import { noMaterial } from './attached-material.ts';
import type { Message } from '#shared/conversation.ts';
import { fitMessages } from '#shared/models/fit-messages.ts';
import type { FittedMessages } from '#shared/models/fit-messages.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';

/**
 * The system message of every request. Short: small local models lose track of long ones. It never changes, so that servers find the
 * beginning of a chat in their caches.
 */
export const INSTRUCTIONS = `You are Tutee, the assistant that its user teaches. Answer helpfully, correctly and to the point, in the language \
of the user's last message unless they asked for another. When notes about the user are given, apply those that matter \
to the answer without reciting them. Say so when you do not know.`;

/** The history budget of a request, in estimated tokens. The oldest messages are dropped first. */
export const HISTORY_TOKENS = 32_000;

/** What goes beside the message to answer: what changes from one request to the next. */
export function notesFor(now: Date, memoryBlock: string): string {
  const today = `Today is ${longDate(now)}.`;
  return memoryBlock === '' ? today : `${today}\n\n${memoryBlock}`;
}

/**
 * The history of a request, oldest first: the newest turns within the budget, which attachments do not count in, as they have one of
 * their own.
 * @param path the messages from the first to the user's latest, oldest first; not changed.
 */
export function requestHistory(
  path: readonly Message[],
  material: MaterialByMessage = noMaterial,
): FittedMessages {
  const messages = path.flatMap((message) => toModelMessage(message, material));
  const firstUser = messages.findIndex(({ role }) => role === 'user');
  const attached = [...material.values()].reduce((sum, { tokens }) => sum + tokens, 0);
  return fitMessages(firstUser > 0 ? messages.slice(firstUser) : messages, HISTORY_TOKENS + attached);
}

function toModelMessage({ id, role, text }: Message, material: MaterialByMessage): ModelMessage[] {
  const attached = role === 'user' ? material.get(id) : undefined;
  if (attached !== undefined && role === 'user') {
    const content = [text, attached.text].filter((part) => part !== '').join('\n\n');
    const { images } = attached;
    return [{ role, content: images.length === 0 ? content : [{ type: 'text', text: content }, ...images] }];
  }
  // Several servers reject an empty message, such as an answer that failed before its first chunk.
  return text === '' ? [] : [{ role, content: text }];
}

function longDate(date: Date): string {
  return date.toLocaleDateString('en', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
}
