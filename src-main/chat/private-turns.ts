/**
 * Decides which messages of a branch are private and must not be sent to a model on another machine: the only place, for chats,
 * runs and capture. It is looked up for each request, so that making a memory private also covers earlier messages.
 */
import type { Message } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ConversationStore, PrivacyMarks } from './ports/conversations.ts';

type Reading = Pick<ConversationStore, 'privacyOf'>;

/**
 * Ids of the private messages. A message is private
 * - by itself: it used a private memory, or taught, changed or repeated one;
 * - by descent: its author had read a private message, and no record shows that it was left out of the request.
 * @param path the branch from its first message, oldest first.
 */
export function privateMessages(path: readonly Message[], store: Reading): ReadonlySet<string> {
  const marks = store.privacyOf(path.map(({ id }) => id));
  const found = new Set<string>();
  // The common case: nothing is private by itself, so nothing is by descent.
  if (marks.own.size === 0) return found;
  for (const message of path) if (isPrivate(message, marks, found)) found.add(message.id);
  return found;
}

/** Ids of all messages of every turn that has a private one: a question is left out with its answers, so that turns stay whole. */
export function privateTurns(path: readonly Message[], store: Reading): ReadonlySet<string> {
  const found = privateMessages(path, store);
  if (found.size === 0) return found;
  const turns = turnsOf(path).filter((turn) => turn.some(({ id }) => found.has(id)));
  return new Set(turns.flat().map(({ id }) => id));
}

/**
 * Ids of the earlier messages to leave out of a request to a model on another machine. The message to answer is never left out:
 * the user has just sent it to that model. Throws `private_message` for a retry of a message that has become private since.
 */
export function leftOutFor(
  { store, user, teaches }: { readonly store: Reading; readonly user: Message; readonly teaches: boolean },
  path: readonly Message[],
): ReadonlySet<string> {
  if (!teaches && privateMessages(path, store).has(user.id))
    throw new TuteeError(
      'private_message',
      'Your message says something private, and this model is not on this machine, so it was not sent. Choose a model on this machine, or allow this chat to send private messages.',
    );
  const earlier = path.filter(({ id }) => id !== user.id);
  return privateTurns(earlier, store);
}

function isPrivate(message: Message, marks: PrivacyMarks, before: ReadonlySet<string>): boolean {
  const { id, role, parentId } = message;
  const original = marks.originals.get(id) ?? id;
  if (marks.own.has(id) || marks.own.has(original)) return true;
  // A user message is private by itself only. If it repeats a private answer, that answer is on the path and is left out itself.
  if (role === 'user' || before.size === 0) return false;
  if (original === id && isFromMemoryAlone(message)) return parentId !== null && before.has(parentId);
  const leftOut = marks.leftOut.get(original);
  return leftOut === undefined || [...before].some((one) => !leftOut.has(one));
}

/** An answer in memory mode depends on its question and its receipt alone. An interrupted answer does not record who gave it. */
function isFromMemoryAlone({ runId, model, status, durationMs }: Message): boolean {
  return runId === null && model === null && status === 'complete' && durationMs !== null;
}

/** Splits a path into turns: a user message with everything up to the next one. */
function turnsOf(path: readonly Message[]): Message[][] {
  const turns: Message[][] = [];
  for (const message of path) {
    const turn = turns.at(-1);
    if (turn === undefined || message.role === 'user') turns.push([message]);
    else turn.push(message);
  }
  return turns;
}
