import type { TaskResult } from '#shared/agents/task-result.ts';
import type { Participant } from '../agents/participant.ts';
import type { Run } from './run-result.ts';
import type { RunOptions } from './stream-task.ts';
import type { Task } from './task.ts';

/** A participant that can be run by itself: every agent and every team of the engine. */
export interface RunnableParticipant extends Participant {
  /** Never throws: the result says how the run ended. Without a task it resumes. */
  run(task?: Task, options?: RunOptions): Promise<TaskResult>;
  runStream(task?: Task, options?: RunOptions): Run;
}
