import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { BY_PERSON } from '../../engine/people/message-author.ts';
import { stamp } from '../../engine/run/run-context.ts';
import type { Environment } from '../../engine/run/run-context.ts';
import { TASK_SOURCE } from '../../engine/run/task.ts';

/** A message of a person, marked as theirs: only marked messages are captured. */
export function personMessage(text: string, environment: Environment): ChatMessage {
  const draft = {
    type: 'TextMessage',
    source: TASK_SOURCE,
    content: text,
    metadata: { ...BY_PERSON },
  } as const;
  return stamp(environment, draft);
}
