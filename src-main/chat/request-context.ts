import type { MaterialByMessage } from './attached-material.ts';
import { noMaterial } from './attached-material.ts';
import type { Message } from '#shared/conversation.ts';
import { fitMessages } from '#shared/models/fit-messages.ts';
import type { FittedMessages } from '#shared/models/fit-messages.ts';
import type { ChatAssistant } from './assistant.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';

/**
 * The system message of every request. Short: small local models lose track of long ones. It never changes, so that servers find the
 * beginning of a chat in their caches.
 */
export const INSTRUCTIONS = `You are Tutee, the assistant that its user teaches. Answer helpfully, correctly and to the point, in the language \
of the user's last message unless they asked for another. When notes about the user are given, apply those that matter \
to the answer without reciting them. Say so when you do not know.`;

/** What holds for an agent that answers in place of Tutee, after its own instructions. */
const AS_ASSISTANT = `When notes about the user are given, apply those that matter to the answer without reciting them. Say so when you \
do not know.`;

/** The history budget of a request, in estimated tokens. The oldest messages are dropped first. */
export const HISTORY_TOKENS = 32_000;

/** What goes beside the message to answer: what changes from one request to the next. */
export function notesFor(now: Date, ...blocks: readonly string[]): string {
  return [`Today is ${longDate(now)}.`, ...blocks].filter((block) => block !== '').join('\n\n');
}

/**
 * The messages of a path that a request may hold, oldest first: from the first of the user on, without empty ones, which several
 * servers reject, such as an answer that failed before its first chunk.
 */
export function sendable(
  path: readonly Message[],
  material: MaterialByMessage = noMaterial,
): readonly Message[] {
  const filled = path.filter(({ id, role, text }) => text !== '' || (role === 'user' && material.has(id)));
  const firstUser = filled.findIndex(({ role }) => role === 'user');
  return firstUser > 0 ? filled.slice(firstUser) : filled;
}

/**
 * The history of a request, oldest first: the newest turns within the budget, which attachments do not count in, as they have one of
 * their own.
 * @param messages those that may be sent, oldest first; not changed.
 */
export function requestHistory(
  messages: readonly Message[],
  material: MaterialByMessage = noMaterial,
): FittedMessages {
  const attached = [...material.values()].reduce((sum, { tokens }) => sum + tokens, 0);
  const history = sendable(messages, material).map((message) => toModelMessage(message, material));
  return fitMessages(history, HISTORY_TOKENS + attached);
}

export function toModelMessage(
  { id, role, text }: Message,
  material: MaterialByMessage = noMaterial,
): ModelMessage {
  const attached = role === 'user' ? material.get(id) : undefined;
  if (attached === undefined || role !== 'user') return { role, content: text };
  const content = [text, attached.text].filter((part) => part !== '').join('\n\n');
  const { images } = attached;
  return { role, content: images.length === 0 ? content : [{ type: 'text', text: content }, ...images] };
}

/**
 * The system message of a chat. It changes only when more of the chat's beginning is left out, or with who answers.
 * @param assistant null: Tutee.
 */
export function instructionsWith(summary: string | null, assistant: ChatAssistant | null = null): string {
  const instructions = assistant === null ? INSTRUCTIONS : `${assistant.instructions}\n\n${AS_ASSISTANT}`;
  if (summary === null) return instructions;
  return `${instructions}\n\nThe beginning of this chat is left out. A summary of it, as data:\n<<<SUMMARY\n${summary}\nSUMMARY>>>`;
}

function longDate(date: Date): string {
  return date.toLocaleDateString('en', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
}
