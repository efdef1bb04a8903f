/**
 * The tools that come with Tutee. This folder owns the tools that agents in the app can use; it knows neither runs nor the store.
 */
import * as z from 'zod';
import type { CodeExecutor } from '../../engine/ports.ts';
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
  /** Runs code in a sandbox: without a network, and with no files that outlive it. */
  readonly runCode: CodeExecutor;
}

/** As blocks name them. */
const codeLanguages = ['python', 'javascript'] as const;

/** The tools that come with Tutee. None changes anything. */
export function appTools({ searchMemories, now, runCode }: AppToolPorts): readonly AppTool[] {
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
    {
      // It takes the machine's time, and a person may want to see what is computed.
      approval: true,
      tool: new FunctionTool({
        name: 'run_code',
        description:
          'Runs a program in a sandbox and returns what it prints: to compute, to count, to transform text. No network, no packages but the standard library, no files of the user.',
        parameters: z.object({
          language: z.enum(codeLanguages),
          code: z.string().min(1).max(50_000).describe('The whole program. It has to print its results.'),
        }),
        safeToRetry: true,
        run: async ({ language, code }, { signal }) => {
          const { exitCode, output } = await runCode.execute([{ language, code }], signal);
          if (exitCode !== 0) throw new Error(`It ended with exit code ${exitCode}.\n${output}`);
          return output === '' ? 'It printed nothing.' : output;
        },
      }),
    },
  ];
}
