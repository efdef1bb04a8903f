import type { ModelMessage } from '#shared/models/model-message.ts';
import { toModelMessages } from '../context/to-model-messages.ts';
import type { RunContext } from '../run/run-context.ts';

/**
 * What a request begins with: the agent's instructions and the notes of this turn, in one message because several servers
 * take no second; then what was said before the run, as `reader` heard it. Its own words at the beginning of that are left
 * out: several servers refuse an answer without what it answers.
 */
export function openingMessages(
  systemMessage: string | null,
  { notes = [], saidBefore = [] }: RunContext,
  reader: string,
): ModelMessage[] {
  const content = [systemMessage ?? '', ...notes].filter((part) => part !== '').join('\n\n');
  const instructions: ModelMessage[] = content === '' ? [] : [{ role: 'system', content }];
  const before = saidBefore.flatMap((message) => toModelMessages(message, reader));
  const heard = before.findIndex(({ role }) => role === 'user');
  return heard < 0 ? instructions : instructions.concat(before.slice(heard));
}
