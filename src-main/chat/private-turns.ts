/**
 * Which messages of a branch say something private, and so must not go to a model that is not on this machine: the one place
 * where that is decided, for chats, runs and learning alike. Looked up anew for each request, so that a memory made
 * private also covers what was said before.
 */
import type { Message } from '#shared/conversation.ts';
import type { ConversationStore, PrivacyMarks } from './ports.ts';

type Reading = Pick<ConversationStore, 'privacyOf'>;

/**
 * Ids of the messages that say something private.
 * - by themselves: a private memory was used for it, or it taught, changed or repeated one;
 * - by descent: whoever said it had such a message before it, and nothing shows that it was kept from them.
 * @param path from the first message of the branch on, oldest first.
 */
export function privateMessages(path: readonly Message[], store: Reading): ReadonlySet<string> {
  const marks = store.privacyOf(path.map(({ id }) => id));
  const found = new Set<string>();
  // Nothing in the chat is private, as in most: there is nothing to descend from.
  if (marks.own.size === 0) return found;
  for (const message of path) if (isPrivate(message, marks, found)) found.add(message.id);
  return found;
}

/**
 * Ids of all messages of the turns in which anything is private: a question is left out with its answers, so that what is left
 * are whole turns.
 */
export function privateTurns(path: readonly Message[], store: Reading): ReadonlySet<string> {
  const found = privateMessages(path, store);
  if (found.size === 0) return found;
  const turns = turnsOf(path).filter((turn) => turn.some(({ id }) => found.has(id)));
  return new Set(turns.flat().map(({ id }) => id));
}

function isPrivate(message: Message, marks: PrivacyMarks, before: ReadonlySet<string>): boolean {
  const { id, role, parentId } = message;
  const original = marks.originals.get(id) ?? id;
  if (marks.own.has(id) || marks.own.has(original)) return true;
  // People say what they say: what they repeat of an answer has that answer's successor beside it.
  if (role === 'user' || before.size === 0) return false;
  if (original === id && isFromMemoryAlone(message)) return parentId !== null && before.has(parentId);
  const leftOut = marks.leftOut.get(original);
  return leftOut === undefined || [...before].some((one) => !leftOut.has(one));
}

/** Such an answer is made of the question and what its receipt names. One that broke off does not say who gave it. */
function isFromMemoryAlone({ runId, model, status, durationMs }: Message): boolean {
  return runId === null && model === null && status === 'complete' && durationMs !== null;
}

/** A message of a person's with all that was said to it. */
function turnsOf(path: readonly Message[]): Message[][] {
  const turns: Message[][] = [];
  for (const message of path) {
    const turn = turns.at(-1);
    if (turn === undefined || message.role === 'user') turns.push([message]);
    else turn.push(message);
  }
  return turns;
}
