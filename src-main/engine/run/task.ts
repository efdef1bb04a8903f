import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { stamp } from './run-context.ts';
import type { Environment } from './run-context.ts';

/** The task of a run: text from the user, or messages. No task resumes the last run where it stopped. */
export type Task = string | ChatMessage | readonly ChatMessage[];

/** Source of a task given as text. */
export const TASK_SOURCE = 'user';

export function taskMessages(task: Task | undefined, environment: Environment): readonly ChatMessage[] {
  if (task === undefined) return [];
  if (typeof task === 'string') {
    return [stamp(environment, { type: 'TextMessage', source: TASK_SOURCE, content: task })];
  }
  return isOne(task) ? [task] : task;
}

function isOne(task: ChatMessage | readonly ChatMessage[]): task is ChatMessage {
  return !Array.isArray(task);
}
