import type { ModelMessage } from '#shared/models/model-message.ts';

/**
 * Removes tool results whose calls were cut off, and calls whose results were cut off: servers reject one without the other. The
 * text beside a removed call stays.
 */
export function dropOrphans(messages: readonly ModelMessage[]): ModelMessage[] {
  return messages.flatMap((message, index): ModelMessage[] => {
    if (message.role === 'tool') return answers(message, messages[index - 1]) ? [message] : [];
    if (message.role !== 'assistant' || (message.toolCalls ?? []).length === 0) return [message];
    const next = messages[index + 1];
    if (next?.role === 'tool' && answers(next, message)) return [message];
    return message.content === '' ? [] : [{ role: message.role, content: message.content }];
  });
}

/** Whether these results belong to the calls of the message before, and are complete. */
function answers(
  { results }: Extract<ModelMessage, { role: 'tool' }>,
  before: ModelMessage | undefined,
): boolean {
  if (before?.role !== 'assistant') return false;
  const called = new Set((before.toolCalls ?? []).map(({ id }) => id));
  return results.length === called.size && results.every(({ callId }) => called.has(callId));
}
