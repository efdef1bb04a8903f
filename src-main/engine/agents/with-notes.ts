import type { ModelMessage } from '#shared/models/model-message.ts';

/**
 * A request with the notes of this turn beside the last message of the user. The beginning stays the same from turn to turn, so that
 * servers find it in their caches. Without a message of the user the notes are part of the instructions.
 */
export function withNotes(
  messages: readonly ModelMessage[],
  notes: readonly string[],
): readonly ModelMessage[] {
  const added = notes.filter((note) => note !== '').join('\n\n');
  if (added === '') return messages;
  const at = messages.findLastIndex(({ role }) => role === 'user');
  const user = messages[at];
  if (user?.role === 'user') {
    const joined = user.notes === undefined ? added : `${user.notes}\n\n${added}`;
    return messages.with(at, { ...user, notes: joined });
  }
  const [first, ...rest] = messages;
  if (first?.role === 'system') return [{ role: 'system', content: `${first.content}\n\n${added}` }, ...rest];
  return [{ role: 'system', content: added }, ...messages];
}
