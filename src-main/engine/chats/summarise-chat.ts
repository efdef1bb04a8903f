import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { askModel } from '../agents/ask-model.ts';
import { abortable } from '../run/abortable.ts';
import { checkedPart, isObject, wrongPart } from '../run/checked-input.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';

export type SummaryMethod =
  /** The last message, without TERMINATE. */
  | 'last_msg'
  /** A model summarises the chat. */
  | { readonly type: 'reflection_with_llm'; readonly modelClient: ChatModel; readonly summaryPrompt?: string }
  | ((history: readonly AgentMessage[]) => string | Promise<string>);

const PROMPT = `Say in a few sentences what came out of the conversation above, without an introduction. If what was asked for was \
not done, say so.`;

export const TERMINATION_WORD = 'TERMINATE';

/** Throws `invalid_input` for anything else. */
export function checkedSummaryMethod(method: SummaryMethod): SummaryMethod {
  if (method === 'last_msg' || typeof method === 'function') return method;
  if (!isObject(method) || method.type !== 'reflection_with_llm')
    throw wrongPart(
      method,
      'summaryMethod',
      "'last_msg', { type: 'reflection_with_llm', modelClient } or a function",
    );
  checkedPart(method.modelClient, 'summaryMethod.modelClient', ['stream'], 'a model client');
  return method;
}

/** Returns the summary of a chat. Yields a UsageEvent when a model wrote it. */
export async function* summariseChat(
  history: readonly AgentMessage[],
  method: SummaryMethod,
  source: string,
  run: RunContext,
): AsyncGenerator<AgentMessage, string> {
  if (method === 'last_msg') {
    const last = history.findLast(isChatMessage);
    return last === undefined ? '' : messageText(last).replaceAll(TERMINATION_WORD, '').trim();
  }
  if (typeof method === 'function') return await abortable(Promise.resolve(method(history)), run.signal);
  const { modelClient: model, summaryPrompt = PROMPT } = method;
  const said = history.filter(isChatMessage).map((message) => `${message.source}: ${messageText(message)}`);
  const content = `${said.join('\n\n')}\n\n${summaryPrompt}`;
  const request = { messages: [{ role: 'user' as const, content }] };
  const { text, usage } = yield* askModel({ model, request, source, stream: false }, run);
  yield stamp(run, { type: 'UsageEvent', source, purpose: 'summary', modelsUsage: usage });
  return text.trim();
}
