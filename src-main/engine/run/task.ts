import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { stamp } from './run-context.ts';
import type { Environment } from './run-context.ts';

/** What a run is asked to do: a person's words, or messages. Nothing at all resumes where the last run stopped. */
export type Task = string | ChatMessage | readonly ChatMessage[];

/** Plain words of a task come from the user. */
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
