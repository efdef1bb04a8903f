import type { AgentMessage } from '#shared/agents/messages.ts';
import type { ModelTool } from '#shared/models/model.ts';
import type { RunContext } from '../run/run-context.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What one call gets beside its arguments. */
export interface ToolCallContext extends RunContext {
  readonly callId: string;
  /** The agent that calls. */
  readonly caller: string;
}

/** What a call came to, for the model to read. */
export interface ToolOutcome {
  readonly content: string;
  readonly isError: boolean;
}

/**
 * Something a model can call. `call` gets arguments that are a JSON object and nothing more is known of them; it checks
 * them. What it throws becomes an error result, so that the model can put it right; only `cancelled` ends the turn. It
 * yields what happens meanwhile (an agent or a team behind a tool); whatever it starts ends with `run.signal`.
 */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** A JSON schema of type object. */
  readonly parameters: JsonObject;
  call(args: JsonObject, run: ToolCallContext): AsyncGenerator<AgentMessage, ToolOutcome>;
}

export function modelTool({ name, description, parameters }: Tool): ModelTool {
  return { name, description, parameters };
}
