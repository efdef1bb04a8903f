/** The memory as an MCP server, for one connection or request. The SDK speaks every revision of the protocol. */
import { CLIENT_CAPABILITIES_META_KEY, inputRequired, McpServer } from '@modelcontextprotocol/server';
import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { MemoryTool } from '#shared/memory/memory-client.ts';
import type { CallMemoryTool, Consent, ToolOutcome } from './memory-tools.ts';
import { memoryToolNames, memoryTools } from './memory-tools.ts';

const instructions =
  'Tutee keeps what the user has taught about themselves and how they like to be helped. Recall before you answer; teach only what the user themselves said. Nothing private is shown here.';

const AGREED = 'agreed';

export interface McpServerOptions {
  readonly call: CallMemoryTool;
  readonly version: string;
}

export function createMcpServer({ call, version }: McpServerOptions): McpServer {
  const server = new McpServer({ name: 'tutee', title: 'Tutee', version }, { instructions });
  for (const name of memoryToolNames) register(server, name, call);
  return server;
}

function register(server: McpServer, name: MemoryTool, call: CallMemoryTool): void {
  const { title, description, input, output, changes } = memoryTools[name];
  const annotations = {
    title,
    readOnlyHint: changes === 'nothing',
    destructiveHint: changes === 'removes',
    idempotentHint: true,
    openWorldHint: false,
  };
  const config = { title, description, inputSchema: input, outputSchema: output, annotations };
  server.registerTool(
    name,
    config,
    async (args: unknown, context: ServerContext): Promise<CallToolResult | InputRequiredResult> => {
      const consent = consentIn(context.mcpReq.inputResponses);
      const outcome = await call(name, args, consent);
      if (outcome.type !== 'ask') return toResult(outcome);
      if (!canAsk(server, context)) return cannotAsk(outcome.question);
      return inputRequired({
        inputRequests: {
          [AGREED]: inputRequired.elicit({
            message: outcome.question,
            requestedSchema: z.object({ forget: z.boolean().describe('Forget it') }),
          }),
        },
      });
    },
  );
}

/** Programs say with each request what they can do; those that speak an older revision said it once, at the beginning. */
function canAsk({ server }: McpServer, { mcpReq }: ServerContext): boolean {
  const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
  // oxlint-disable-next-line typescript/no-deprecated -- the only way for revisions before 2026-07-28
  const declared = envelope[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  return typeof declared === 'object' && declared !== null && 'elicitation' in declared;
}

/** What came back of the question; whatever is no plain yes is a no. */
function consentIn(responses: Readonly<Record<string, unknown>> | undefined): Consent {
  const response = responses?.[AGREED];
  if (response === undefined) return null;
  return agreedSchema.safeParse(response).success ? 'yes' : 'no';
}
const agreedSchema = z.object({
  action: z.literal('accept'),
  content: z.object({ forget: z.literal(true) }),
});

function toResult(outcome: Exclude<ToolOutcome, { type: 'ask' }>): CallToolResult {
  const content = [{ type: 'text' as const, text: outcome.text }];
  return outcome.type === 'done'
    ? { content, structuredContent: outcome.structured }
    : { content, isError: true };
}

function cannotAsk(question: string): CallToolResult {
  const text = `Not done: this program cannot ask the user. Tell them to do it themselves in Tutee, under Memory. The question was: ${question}`;
  return { content: [{ type: 'text', text }], isError: true };
}
