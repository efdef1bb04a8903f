import type { Participant } from '../agents/participant.ts';
import { TaskRunnerTool } from './task-runner-tool.ts';
import type { TaskRunnerToolOptions } from './task-runner-tool.ts';
import { recordComponent } from '../run/component-record.ts';

/** An agent as a tool of other agents. The agent must not be used anywhere else. */
export class AgentTool extends TaskRunnerTool {
  /** Default name and description: those of the agent. */
  constructor(agent: Participant, options: Partial<TaskRunnerToolOptions> = {}) {
    super(agent, {
      ...options,
      name: options.name ?? agent.name,
      description: options.description ?? agent.description,
    });
    recordComponent(this, AgentTool, 'AgentTool', { ...options, agent });
  }
}
