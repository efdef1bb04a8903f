import type { AgentMessage } from '#shared/agents/messages.ts';
import { abortable } from '../../engine/run/abortable.ts';
import type { JsonObject, Tool, ToolCallContext, ToolOutcome } from '../../engine/tools/tool.ts';

/** How a tool of a server is called; rejects with `cancelled` alone. */
export type CallTool = (args: JsonObject, signal: AbortSignal) => Promise<ToolOutcome>;

/** A tool of a server, as an agent calls it. Its arguments are checked by the server. */
export function mcpTool(
  { name, description, parameters }: Pick<Tool, 'name' | 'description' | 'parameters'>,
  call: CallTool,
): Tool {
  return {
    name,
    description,
    parameters,
    async *call(args: JsonObject, { signal }: ToolCallContext): AsyncGenerator<AgentMessage, ToolOutcome> {
      yield* [];
      return await abortable(call(args, signal), signal);
    },
  };
}
