import type { Participant } from '../agents/participant.ts';
import { TaskRunnerTool } from './task-runner-tool.ts';
import type { TaskRunnerToolOptions } from './task-runner-tool.ts';

/** An agent that other agents can call like a function. Nobody else may use it. */
export class AgentTool extends TaskRunnerTool {
  /** By the agent's own name and description, when no other is given. */
  constructor(agent: Participant, options: Partial<TaskRunnerToolOptions> = {}) {
    super(agent, {
      ...options,
      name: options.name ?? agent.name,
      description: options.description ?? agent.description,
    });
  }
}
