/** What an agent did before it said something: its tools, its code, what it waited for, by the id of the message that followed. */
import type { RunDetails } from '../../../state/runs/run-log.ts';
import { isSaid } from '../../../state/chat/said.ts';

type RunMessage = RunDetails['messages'][number];

const steps: ReadonlySet<RunMessage['type']> = new Set<RunMessage['type']>([
  'ToolCallRequestEvent',
  'ToolCallExecutionEvent',
  'ToolCallApprovalEvent',
  'CodeGenerationEvent',
  'CodeExecutionEvent',
  'ModelClientWaitEvent',
  'ModelClientFallbackEvent',
]);

type StepsByMessage = ReadonlyMap<string, readonly RunMessage[]>;

/** Lists are the same objects while nothing about them changed, so that what did not change is not drawn again. */
const known = new WeakMap<
  readonly RunMessage[],
  { readonly shown: string; readonly steps: StepsByMessage }
>();

/** `isShown`: whether the chat has a message of this id. What is said beside a call of tools is one, by the id of the call. */
export function stepsBefore(
  messages: readonly RunMessage[],
  isShown: (id: string) => boolean,
): StepsByMessage {
  const calls = messages.filter(({ type, id }) => type === 'ToolCallRequestEvent' && isShown(id));
  const shown = calls.map(({ id }) => id).join(' ');
  const before = known.get(messages);
  if (before?.shown === shown) return before.steps;
  const made = collect(messages, new Set(calls.map(({ id }) => id)));
  known.set(messages, { shown, steps: made });
  return made;
}

function collect(messages: readonly RunMessage[], shownCalls: ReadonlySet<string>): StepsByMessage {
  const before = new Map<string, readonly RunMessage[]>();
  const open = new Map<string, readonly RunMessage[]>();
  for (const message of messages) {
    const { source, id } = message;
    const own = open.get(source) ?? [];
    if (steps.has(message.type)) {
      // Words stand before the calls beside them, and after what was done until then.
      if (shownCalls.has(id) && own.length > 0) before.set(id, own);
      open.set(source, shownCalls.has(id) ? [message] : [...own, message]);
    } else if (isSaid(message) && own.length > 0) {
      // Of a handover the call of its tool is how, not what.
      before.set(id, message.type === 'HandoffMessage' ? [...own, message] : own);
      open.delete(source);
    }
  }
  return before;
}
