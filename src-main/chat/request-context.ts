import type { Message } from '#shared/conversation.ts';
import { modelMessageTokens } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';

/** The system prompt. Short: every request carries it, and small local models lose track of long ones. */
const PERSONA = `You are Tutee, the assistant that its user teaches. Answer helpfully, correctly and to the point, in the language \
of the user's last message unless they asked for another. When notes about the user are given, apply those that matter \
to the answer without reciting them. Say so when you do not know.`;

/** The history budget of a request, in estimated tokens. The oldest messages are dropped first. */
export const HISTORY_TOKENS = 32_000;

/** The system message of a request. */
export function instructions(now: Date): string {
  return `${PERSONA}\n\nToday is ${longDate(now)}.`;
}

/**
 * The history of a request, oldest first.
 * @param path the messages from the first to the user's latest, oldest first; not changed.
 */
export function requestHistory(path: readonly Message[]): ModelMessage[] {
  return newestWithin(HISTORY_TOKENS, path.flatMap(toModelMessage));
}

function toModelMessage(message: Message): ModelMessage[] {
  // Several servers reject an empty message, such as an answer that failed before its first chunk.
  return message.text === '' ? [] : [{ role: message.role, content: message.text }];
}

/** The longest tail within the budget that begins with a user message. The last message is always included. */
function newestWithin(budget: number, messages: readonly ModelMessage[]): ModelMessage[] {
  let left = budget;
  let start = messages.length;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message !== undefined) left -= modelMessageTokens(message);
    if (left < 0 && start < messages.length) break;
    start = index;
  }
  const tail = messages.slice(start);
  const firstUser = tail.findIndex((message) => message.role === 'user');
  return firstUser > 0 ? tail.slice(firstUser) : tail;
}

function longDate(date: Date): string {
  return date.toLocaleDateString('en', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
}
