/**
 * The tools that come with Tutee. This folder owns the tools that agents in the app can use; it knows neither runs nor the store.
 */
import * as z from 'zod';
import type { Tool } from '../../engine/tools/tool.ts';
import { FunctionTool } from '../../engine/tools/function-tool.ts';

/** A tool that agents may use. `approval`: a person approves each call. */
export interface AppTool {
  readonly tool: Tool;
  readonly approval: boolean;
}

export interface AppToolPorts {
  /** The memories that answer a question, one line each; empty when there are none. */
  readonly searchMemories: (query: string, caller: string) => Promise<readonly string[]>;
  readonly now: () => number;
}

/** The tools that come with Tutee. All are read-only. */
export function appTools({ searchMemories, now }: AppToolPorts): readonly AppTool[] {
  return [
    {
      approval: false,
      tool: new FunctionTool({
        name: 'current_time',
        description: 'The date and time where the user is.',
        parameters: z.object({}),
        safeToRetry: true,
        run: () => new Date(now()).toString(),
      }),
    },
    {
      // Its result is sent to the model's server.
      approval: true,
      tool: new FunctionTool({
        name: 'search_memories',
        description: 'Looks up what the user has taught: facts, preferences, instructions.',
        parameters: z.object({ query: z.string().min(1).max(1_000).describe('What to look for.') }),
        safeToRetry: true,
        run: async ({ query }, { caller }) => {
          const found = await searchMemories(query, caller);
          return found.length === 0 ? 'Nothing is remembered about that.' : found.join('\n');
        },
      }),
    },
  ];
}
