import { TaskRunnerTool } from './task-runner-tool.ts';

/** A team as a tool of agents. The team must not be used anywhere else. */
export class TeamTool extends TaskRunnerTool {}
