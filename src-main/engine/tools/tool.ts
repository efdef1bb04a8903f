import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ModelTool } from '#shared/models/model.ts';
import type { RunContext } from '../run/run-context.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Context of one call. */
export interface ToolCallContext extends RunContext {
  readonly callId: string;
  /** Name of the calling agent. */
  readonly caller: string;
}

/** Result of a call, for the model. */
export interface ToolOutcome {
  readonly content: string;
  readonly isError: boolean;
}

/**
 * A tool that a model can call. `call` receives a JSON object and must validate it. An error it throws becomes an error result, so
 * that the model can correct the call; only `cancelled` ends the turn. It may yield messages (of an agent or a team behind a
 * tool). Everything it starts must end when `run.signal` aborts.
 */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** A JSON schema of type object. */
  readonly parameters: JsonObject;
  /** See ModelTool. */
  readonly strict?: boolean;
  /** True: a call that an interrupted run had begun is made again when the run is resumed, because a second one does no harm. */
  readonly safeToRetry?: boolean;
  call(args: JsonObject, run: ToolCallContext): AsyncGenerator<AgentMessage, ToolOutcome>;
}

export function modelTool({ name, description, parameters, strict = false }: Tool): ModelTool {
  return { name, description, parameters, ...(strict && { strict }) };
}
