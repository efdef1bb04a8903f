import type { ModelMessage } from '#shared/models/model-message.ts';

/**
 * The messages without tool results whose calls were cut away, and without calls whose results were: servers refuse
 * either half alone. The words beside such calls stay.
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

/** Whether these results are those of all the calls before them. */
function answers(
  { results }: Extract<ModelMessage, { role: 'tool' }>,
  before: ModelMessage | undefined,
): boolean {
  if (before?.role !== 'assistant') return false;
  const called = new Set((before.toolCalls ?? []).map(({ id }) => id));
  return results.length === called.size && results.every(({ callId }) => called.has(callId));
}
