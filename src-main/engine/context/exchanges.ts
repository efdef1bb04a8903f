import type { ModelMessage } from '#shared/models/model-message.ts';

/** A message by itself, or tool calls together with their results: never sent one without the other. Never empty. */
export type Exchange = readonly ModelMessage[];

/** Groups messages into exchanges, in order. */
export function exchangesOf(messages: readonly ModelMessage[]): Exchange[] {
  const exchanges: ModelMessage[][] = [];
  for (const message of messages) {
    const last = exchanges.at(-1);
    if (message.role === 'tool' && last?.[0]?.role === 'assistant' && last.length === 1) last.push(message);
    else exchanges.push([message]);
  }
  return exchanges;
}

/** The last `count` messages; more where the last of them is a tool result, whose calls belong to it. */
export function lastMessages(messages: readonly ModelMessage[], count: number): readonly ModelMessage[] {
  const last = messages.at(-1)?.role === 'tool' ? 2 : 1;
  return messages.slice(-Math.max(count, last));
}
