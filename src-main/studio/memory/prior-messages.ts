import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { Message } from '#shared/conversation.ts';
import { estimateTokens } from '#shared/tokens.ts';
import type { ConversationStore } from '../../chat/ports/conversations.ts';
import { TASK_SOURCE } from '../../engine/run/task.ts';

/** The budget for prior messages, in estimated tokens. Less than in a plain chat, because every request of every agent has them. */
export const PRIOR_TOKENS = 8_000;

/**
 * The messages of a chat that were said outside a run, before it and between its segments: the newest that fit the budget, oldest
 * first, on the shown branch. They lack the person mark, so that they are not captured again.
 * @param leftOut ids of messages to leave out.
 */
export function priorMessages(
  conversations: ConversationStore,
  conversationId: string,
  runId: string,
  leftOut: ReadonlySet<string>,
): ChatMessage[] {
  // The chat of a new run is created later.
  if (conversations.get(conversationId) === undefined) return [];
  const last = conversations.branch(conversationId, 1).messages.at(-1);
  const path = last === undefined ? [] : conversations.pathTo(last.id);
  return newest(path.filter((message) => message.runId !== runId && !leftOut.has(message.id))).map(
    toChatMessage,
  );
}

function newest(path: readonly Message[]): Message[] {
  const said = path.filter(({ text }) => text !== '');
  let left = PRIOR_TOKENS;
  const tooOld = said.findLastIndex(({ text }) => {
    left -= estimateTokens(text);
    return left < 0;
  });
  const fitting = said.slice(tooOld + 1);
  // An answer in a plain chat is useless without its question; messages of agents are not.
  const first = fitting.findIndex(({ role, runId }) => role === 'user' || runId !== null);
  return first < 0 ? [] : fitting.slice(first);
}

function toChatMessage({ id, role, speaker, text, createdAt }: Message): ChatMessage {
  const source = role === 'user' ? TASK_SOURCE : speaker;
  return { type: 'TextMessage', id, source, content: text, createdAt, modelsUsage: null, metadata: {} };
}
