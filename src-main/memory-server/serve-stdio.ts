/**
 * The connection by standard input and output: a process that a program starts for itself and that passes its calls on to the running
 * Tutee. It holds nothing: without Tutee each call says so.
 */
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { endpointPaths } from './http-endpoint.ts';
import { createMcpServer } from './mcp-server.ts';
import { toolOutcomeSchema } from './memory-tools.ts';
import type { CallMemoryTool, ToolOutcome } from './memory-tools.ts';

/** The environment that a program's configuration sets. */
export const stdioEnvironment = { url: 'TUTEE_MCP_URL', key: 'TUTEE_MCP_KEY' } as const;

/** A recall takes milliseconds; a call waits behind whatever the app does. In ms. */
const PATIENCE = 60_000;

/** Resolves when the program has closed its end. */
export async function serveMemoryOverStdio(environment: NodeJS.ProcessEnv, version: string): Promise<void> {
  const call = callAt(environment[stdioEnvironment.url], environment[stdioEnvironment.key]);
  const ended = new Promise((resolve) => process.stdin.once('close', resolve).once('end', resolve));
  const connection = serveStdio(() => createMcpServer({ call, version }), {
    onerror: ({ message }) => console.error(`Tutee, mcp: ${message}`),
  });
  await ended;
  await connection.close();
}

function callAt(url: string | undefined, key: string | undefined): CallMemoryTool {
  const address = url === undefined || !URL.canParse(url) ? null : new URL(endpointPaths.call, url);
  if (address === null || key === undefined)
    return () =>
      Promise.resolve(
        error(
          `${stdioEnvironment.url} and ${stdioEnvironment.key} are not set. Copy the configuration from Tutee, under Memory, Programs.`,
        ),
      );
  return async (tool, args, consent) => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ tool, arguments: args, consent }),
        signal: AbortSignal.timeout(PATIENCE),
      });
      const body: unknown = await response.json();
      if (response.ok) return toolOutcomeSchema.parse(body);
      return error(errorIn(body) ?? `Tutee answered with status ${response.status}.`);
    } catch {
      return error(
        'Tutee cannot be reached. Open Tutee on this machine, and check that Memory, Programs is switched on.',
      );
    }
  };
}

function error(text: string): ToolOutcome {
  return { type: 'error', text };
}

function errorIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  return typeof body.error === 'string' ? body.error : null;
}
