import { TaskRunnerTool } from './task-runner-tool.ts';

/** A team that agents can call like a function, by the name and description given. Nobody else may use it. */
export class TeamTool extends TaskRunnerTool {}
