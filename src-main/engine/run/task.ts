import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { Draft } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { dotted, validate } from '#shared/validate.ts';
import { isObject } from './checked-input.ts';
import { stamp } from './run-context.ts';
import type { Environment } from './run-context.ts';

/** A chat message; id, time and other fields that every message has may be left out. */
export type GivenMessage = ChatMessage | Draft<ChatMessage['type']>;

/** The task of a run: text from the user, or messages. No task resumes the last run where it stopped. */
export type Task = string | GivenMessage | readonly GivenMessage[];

/** Source of a task given as text. */
export const TASK_SOURCE = 'user';

/** Throws `invalid_input` with the path of the first fault, such as `task.0.content`. */
export function taskMessages(task: Task | undefined, environment: Environment): readonly ChatMessage[] {
  if (task === undefined) return [];
  if (typeof task === 'string') {
    return [stamp(environment, { type: 'TextMessage', source: TASK_SOURCE, content: task })];
  }
  if (!Array.isArray(task)) return [checkedMessage(task, 'task', environment)];
  const given: readonly unknown[] = task;
  if (given.length === 0)
    throw new TuteeError(
      'invalid_input',
      'The task is an empty list. Give at least one message, or leave the task out to resume.',
      { field: 'task' },
    );
  return given.map((message, index) => checkedMessage(message, `task.${index}`, environment));
}

/** A message from outside the engine, with the fields that were left out. Throws `invalid_input`. */
export function checkedMessage(given: unknown, field: string, environment: Environment): ChatMessage {
  if (!isObject(given))
    throw new TuteeError('invalid_input', `${field} is not a message. Give text alone, or messages.`, {
      field,
    });
  const parsed = validate(chatMessageSchema, stamp(environment, given as Draft<'TextMessage'>));
  if (parsed.ok) return parsed.value;
  const path = [field, dotted(parsed.fault.path)].filter((part) => part !== '').join('.');
  throw new TuteeError('invalid_input', `${path}: ${parsed.fault.message}`, { field: path });
}
