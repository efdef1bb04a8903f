import type { Participant } from '../agents/participant.ts';
import { recordComponent } from '../run/component-record.ts';
import { TaskRunnerTool } from './task-runner-tool.ts';
import type { TaskRunnerToolOptions } from './task-runner-tool.ts';

/** A team as a tool of agents. The team must not be used anywhere else. */
export class TeamTool extends TaskRunnerTool {
  constructor(team: Participant, options: TaskRunnerToolOptions) {
    super(team, options);
    recordComponent(this, TeamTool, 'TeamTool', { ...options, team });
  }
}
