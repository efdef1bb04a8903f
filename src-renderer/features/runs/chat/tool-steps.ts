/** The steps of an agent before each of its messages: tools, code and waits, by message id. */
import type { RunDetails } from '../../../state/runs/run-reducer.ts';
import { isChatMessage } from '../../../state/chat/chat-message.ts';

type RunMessage = RunDetails['messages'][number];

const steps: ReadonlySet<RunMessage['type']> = new Set<RunMessage['type']>([
  'ToolCallRequestEvent',
  'ToolCallExecutionEvent',
  'ToolCallApprovalEvent',
  'CodeGenerationEvent',
  'CodeExecutionEvent',
  'ModelClientWaitEvent',
  'ModelClientFallbackEvent',
  'ModelClientShortenedEvent',
]);

type StepsByMessage = ReadonlyMap<string, readonly RunMessage[]>;

/** Returns identical lists while nothing changed, so that memoized components do not render again. */
const known = new WeakMap<
  readonly RunMessage[],
  { readonly shown: string; readonly steps: StepsByMessage }
>();

/**
 * `isShown`: whether the chat has a message with this id. Text beside a tool call is such a message and has the id of
 * the call.
 */
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
      // The text comes before the tool calls beside it and after the earlier steps.
      if (shownCalls.has(id) && own.length > 0) before.set(id, own);
      open.set(source, shownCalls.has(id) ? [message] : [...own, message]);
    } else if (isChatMessage(message) && own.length > 0) {
      // For a handover, show the handover itself too, not only its tool call.
      before.set(id, message.type === 'HandoffMessage' ? [...own, message] : own);
      open.delete(source);
    }
  }
  return before;
}
