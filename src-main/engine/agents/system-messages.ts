import type { ModelMessage } from '#shared/model-message.ts';
import type { RunContext } from '../run/run-context.ts';

/** What a request begins with: the agent's instructions and the notes of this turn. One message: several servers take no second. */
export function systemMessages(systemMessage: string | null, { notes = [] }: RunContext): ModelMessage[] {
  const content = [systemMessage ?? '', ...notes].filter((part) => part !== '').join('\n\n');
  return content === '' ? [] : [{ role: 'system', content }];
}
