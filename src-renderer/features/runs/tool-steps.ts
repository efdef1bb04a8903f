/** What an agent did before it said something: its tools, memories and code, by the id of the message that followed. */
import type { RunDetails } from '../../state/run-log.ts';
import { isSaid } from '../../state/said.ts';

type RunMessage = RunDetails['messages'][number];

const steps: ReadonlySet<RunMessage['type']> = new Set<RunMessage['type']>([
  'ToolCallRequestEvent',
  'ToolCallExecutionEvent',
  'ToolCallApprovalEvent',
  'CodeGenerationEvent',
  'CodeExecutionEvent',
]);

/** Lists are the same objects while their run has no new messages, so that what did not change is not drawn again. */
const known = new WeakMap<readonly RunMessage[], ReadonlyMap<string, readonly RunMessage[]>>();

export function stepsBefore(messages: readonly RunMessage[]): ReadonlyMap<string, readonly RunMessage[]> {
  const made = known.get(messages) ?? collect(messages);
  known.set(messages, made);
  return made;
}

function collect(messages: readonly RunMessage[]): ReadonlyMap<string, readonly RunMessage[]> {
  const before = new Map<string, readonly RunMessage[]>();
  const open = new Map<string, RunMessage[]>();
  for (const message of messages) {
    const { source } = message;
    const own = open.get(source) ?? [];
    if (steps.has(message.type)) open.set(source, [...own, message]);
    else if (isSaid(message) && own.length > 0) {
      before.set(message.id, own);
      open.delete(source);
    }
  }
  return before;
}
