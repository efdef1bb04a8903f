import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { BY_PERSON } from '../../engine/people/from-person.ts';
import { stamp } from '../../engine/run/run-context.ts';
import type { Environment } from '../../engine/run/run-context.ts';
import { TASK_SOURCE } from '../../engine/run/task.ts';

/** What a person says, marked as theirs: nothing else teaches. */
export function spokenWords(text: string, environment: Environment): ChatMessage {
  const draft = {
    type: 'TextMessage',
    source: TASK_SOURCE,
    content: text,
    metadata: { ...BY_PERSON },
  } as const;
  return stamp(environment, draft);
}
