import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { Message } from '#shared/conversation.ts';
import { estimateTokens } from '#shared/tokens.ts';
import type { ConversationStore } from '../../chat/ports.ts';
import { TASK_SOURCE } from '../../engine/run/task.ts';

/**
 * How much of a chat the agents of a run know beside it, in estimated tokens. Less than a plain chat sends: in a team
 * each request of each agent has it.
 */
export const BEFORE_TOKENS = 8_000;

/**
 * What was said in a chat outside of a run, on its shown branch, oldest first: before the run, and between its stretches. The
 * newest whole messages that fit; without the mark of a person, so nobody learns from it again.
 * @param leftOut ids of messages that the agents are not told.
 */
export function saidBefore(
  conversations: ConversationStore,
  conversationId: string,
  runId: string,
  leftOut: ReadonlySet<string>,
): ChatMessage[] {
  // A chat that is still to be made.
  if (conversations.get(conversationId) === undefined) return [];
  const last = conversations.branch(conversationId, 1).messages.at(-1);
  const path = last === undefined ? [] : conversations.pathTo(last.id);
  return newest(path.filter((message) => message.runId !== runId && !leftOut.has(message.id))).map(
    toChatMessage,
  );
}

function newest(path: readonly Message[]): Message[] {
  const said = path.filter(({ text }) => text !== '');
  let left = BEFORE_TOKENS;
  const tooOld = said.findLastIndex(({ text }) => {
    left -= estimateTokens(text);
    return left < 0;
  });
  const fitting = said.slice(tooOld + 1);
  // An answer whose question did not fit says nothing by itself; what agents said to each other does.
  const first = fitting.findIndex(({ role, runId }) => role === 'user' || runId !== null);
  return first < 0 ? [] : fitting.slice(first);
}

function toChatMessage({ id, role, speaker, text, createdAt }: Message): ChatMessage {
  const source = role === 'user' ? TASK_SOURCE : speaker;
  return { type: 'TextMessage', id, source, content: text, createdAt, modelsUsage: null, metadata: {} };
}
