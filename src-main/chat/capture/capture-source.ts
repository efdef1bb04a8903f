/** A message to capture from, and what of it and of its chat capture may read. */
import type { Conversation, Message } from '#shared/conversation.ts';
import { isSameScope } from '#shared/memory/learning-policy.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { ownPart } from '#shared/pasted-text.ts';
import { privateMessages } from '../private-turns.ts';
import { truncateForCapture } from './truncate-for-capture.ts';
import type { EarlierVersion, EarlierWords, UserWords } from '../ports/capture.ts';
import type { ConversationStore } from '../ports/conversations.ts';

/** A user message to capture memories from, and where it is stored. */
export interface CaptureSource {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  readonly user: Message;
  /** The scope of what it teaches; the teaching scope of its chat when absent. */
  readonly scope?: MemoryScope;
  /** Its earlier versions; absent when the user has not edited it. */
  readonly earlier?: readonly EarlierVersion[];
  /** True: it is captured long after it was said. */
  readonly late?: boolean;
}

/** An answer that the user edited, with the original and the question. */
export interface AnswerEdit {
  readonly store: ConversationStore;
  readonly conversation: Conversation;
  /** The edited version. */
  readonly answer: Message;
  readonly original: string;
  /** The user's question, without what they pasted. */
  readonly request: string;
  /** The scope of what it teaches; the teaching scope of its chat when absent. */
  readonly scope?: MemoryScope;
}

/** Whether this model may be sent the message for capture. The request holds the turn before it too, so that is checked as well. */
export function mayRead({ local }: ChatModel, { store, conversation, user }: CaptureSource): boolean {
  if (local || (store.get(conversation.id) ?? conversation).sendsPrivate) return true;
  const path = store.pathTo(user.id);
  const found = privateMessages(path, store);
  return path.slice(-3).every(({ id }) => !found.has(id));
}

export function truncated({ messageId, text }: EarlierVersion): EarlierVersion {
  return { messageId, text: truncateForCapture(text) };
}

/** The only way a message reaches capture: it must be the user's own. */
export function userWords(
  { store, conversation, user, late = false }: CaptureSource,
  scope: MemoryScope,
): UserWords {
  if (user.role !== 'user') throw new Error('Only messages of the user can teach.');
  const answer = user.parentId === null ? undefined : store.message(user.parentId);
  const request = answer?.parentId == null ? undefined : store.message(answer.parentId);
  const isTurn = answer?.role === 'assistant' && request?.role === 'user';
  return {
    conversationId: user.conversationId,
    messageId: user.id,
    text: truncateForCapture(ownPart(user.text)),
    at: user.createdAt,
    scope,
    also: otherScopes(conversation, scope),
    before: isTurn
      ? {
          request: truncateForCapture(ownPart(request.text)),
          answer: answer.text,
          used: usedBy(answer, store),
        }
      : null,
    earlier: earlierWords(store, user),
    late,
  };
}

function usedBy(answer: Message, store: ConversationStore): string[] {
  const candidates = store.receipt(answer.id)?.candidates ?? [];
  return candidates.flatMap(({ outcome, memoryId }) => (outcome === 'used' ? [memoryId] : []));
}

/** How many earlier messages are read to resolve "that" and to find off-the-record requests. */
const MOST_EARLIER = 30;

/** Newest first. */
export function earlierWords(store: CaptureSource['store'], user: Message): EarlierWords[] {
  if (user.parentId === null) return [];
  return store
    .pathTo(user.parentId)
    .filter(({ role }) => role === 'user')
    .slice(-MOST_EARLIER)
    .toReversed()
    .map(({ id, text }) => ({ messageId: id, text: truncateForCapture(ownPart(text)) }));
}

/** The other scopes that the chat recalls from, if its memories go to `scope`. */
function otherScopes({ projectId }: Conversation, scope: MemoryScope): MemoryScope[] {
  const project: readonly MemoryScope[] = projectId === null ? [] : [{ type: 'project', id: projectId }];
  return [...project, { type: 'everywhere' } as const].filter((other) => !isSameScope(other, scope));
}
