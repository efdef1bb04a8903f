import type { ModelMessage } from '#shared/models/model-message.ts';
import { toModelMessages } from '../context/to-model-messages.ts';
import type { RunContext } from '../run/run-context.ts';

/**
 * The messages that a request begins with: one system message with the agent's instructions and the notes of this turn (some
 * servers reject a second system message), then the messages from before the run as `reader` sees them. Leading messages of
 * `reader` itself are dropped, because some servers reject an assistant message without a preceding user message.
 */
export function requestPrefix(
  systemMessage: string | null,
  { notes = [], priorMessages = [] }: RunContext,
  reader: string,
): ModelMessage[] {
  const content = [systemMessage ?? '', ...notes].filter((part) => part !== '').join('\n\n');
  const instructions: ModelMessage[] = content === '' ? [] : [{ role: 'system', content }];
  const before = priorMessages.flatMap((message) => toModelMessages(message, reader));
  const heard = before.findIndex(({ role }) => role === 'user');
  return heard < 0 ? instructions : instructions.concat(before.slice(heard));
}
