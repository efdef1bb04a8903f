/** Messages as a program writes them: with an id and the time, ready to be given to a run, saved and read back. */
import type {
  ChatMessage,
  HandoffMessage,
  MultiModalMessage,
  StopMessage,
  StructuredMessage,
  TextMessage,
  ToolCallSummaryMessage,
} from '#shared/agents/chat-messages.ts';
import type { Draft } from '#shared/agents/messages.ts';
import { stamp, systemEnvironment } from './run-context.ts';
import type { Environment } from './run-context.ts';
import { TASK_SOURCE } from './task.ts';

type Fields<Type extends ChatMessage['type']> = Omit<Draft<Type>, 'type'>;

/** @param fields a text alone is from `user`. */
export function textMessage(
  fields: string | Fields<'TextMessage'>,
  environment: Environment = systemEnvironment,
): TextMessage {
  const given = typeof fields === 'string' ? { source: TASK_SOURCE, content: fields } : fields;
  return stamp(environment, { type: 'TextMessage', ...given });
}

export function multiModalMessage(
  fields: Fields<'MultiModalMessage'>,
  environment: Environment = systemEnvironment,
): MultiModalMessage {
  return stamp(environment, { type: 'MultiModalMessage', ...fields });
}

export function structuredMessage(
  fields: Fields<'StructuredMessage'>,
  environment: Environment = systemEnvironment,
): StructuredMessage {
  return stamp(environment, { type: 'StructuredMessage', ...fields });
}

export function stopMessage(
  fields: Fields<'StopMessage'>,
  environment: Environment = systemEnvironment,
): StopMessage {
  return stamp(environment, { type: 'StopMessage', ...fields });
}

export function handoffMessage(
  fields: Omit<Fields<'HandoffMessage'>, 'context'> & Partial<Pick<HandoffMessage, 'context'>>,
  environment: Environment = systemEnvironment,
): HandoffMessage {
  return stamp(environment, { type: 'HandoffMessage', context: [], ...fields });
}

export function toolCallSummaryMessage(
  fields: Fields<'ToolCallSummaryMessage'>,
  environment: Environment = systemEnvironment,
): ToolCallSummaryMessage {
  return stamp(environment, { type: 'ToolCallSummaryMessage', ...fields });
}
