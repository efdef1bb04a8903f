import { TuteeError } from '#shared/errors.ts';
import type { ToolDefinition } from '#shared/tools/tool-server.ts';
import { checkedOptions, isObject, wrongPart } from '../../engine/run/checked-input.ts';
import type { JsonObject, Tool, ToolOutcome } from '../../engine/tools/tool.ts';
import { checkedToolName } from '../../engine/tools/tool-name.ts';
import type { Workbench } from '../../engine/tools/workbench.ts';
import { McpSession } from './mcp-session.ts';
import type { AnswerQuestion, ServerAddress, SessionLimits } from './mcp-session.ts';
import { mcpTool } from './mcp-tool.ts';
import { modelToolName } from './model-tool-name.ts';

/** Another name or description for the model than the server's. */
export interface ToolOverride {
  readonly name?: string;
  readonly description?: string;
}

/** A server that a command starts, or one at an address. */
export type McpServer =
  | {
      readonly command: string;
      readonly args?: readonly string[];
      /** Besides a few harmless variables of this process, such as PATH. */
      readonly env?: Readonly<Record<string, string>>;
      readonly cwd?: string;
    }
  | { readonly url: string; readonly headers?: Readonly<Record<string, string>> };

export interface McpWorkbenchOptions {
  readonly server: McpServer;
  /** By the server's name of a tool. */
  readonly overrides?: Readonly<Record<string, ToolOverride>>;
  /** Which tools are offered, by the server's names; absent: all. */
  readonly only?: readonly string[];
  readonly limits?: Partial<SessionLimits>;
  /** Answers what the server asks a person in a form (elicitation); absent: it is told that nobody can be asked. */
  readonly onAsked?: AnswerQuestion;
  /** A line of what the server writes to its standard error, and of what goes wrong. */
  readonly onLog?: (line: string) => void;
}

const A_SERVER = '{ command, args } or { url }';

/**
 * The tools of an MCP server for an agent. The server is started or reached with the first use, again after it ended, and ended by `stop`.
 * Results are text, cut to `limits.resultLength`; an answer that does not come in time is an error result. AutoGen's McpWorkbench.
 */
export class McpWorkbench implements Workbench {
  readonly #options: McpWorkbenchOptions;
  readonly #address: ServerAddress;
  #session: Promise<McpSession> | null = null;
  #listed: readonly ToolDefinition[] | null = null;

  /** Throws `invalid_input`. Starts nothing. */
  constructor(options: McpWorkbenchOptions) {
    checkedOptions(options, 'new McpWorkbench({ server: { command, args } })');
    this.#options = options;
    this.#address = addressOf(options.server);
    for (const { name } of Object.values(options.overrides ?? {}))
      if (name !== undefined) checkedToolName(name);
  }

  /** Starts or reaches the server; a second call does nothing. Rejects with `unreachable`, `timeout`, `cancelled`. */
  async start(signal?: AbortSignal): Promise<void> {
    await this.#connected(signal);
  }

  /** Ends the connection, and the process of the server. */
  async stop(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.#listed = null;
    await session?.then(
      (open) => open.close(),
      () => undefined,
    );
  }

  /** The tools as they are now. Rejects as `start` does, or with `server_failed`. */
  async tools(signal?: AbortSignal): Promise<readonly Tool[]> {
    const session = await this.#connected(signal);
    this.#listed ??= (await session.listTools(signal)).tools;
    const { overrides = {}, only } = this.#options;
    return this.#listed
      .filter(({ name }) => only === undefined || only.includes(name))
      .map(({ name, description, parameters }) => {
        const { name: given = modelToolName('', name), description: said = description } =
          overrides[name] ?? {};
        return mcpTool({ name: given, description: said, parameters }, (args, stop) =>
          this.callTool(name, args, { signal: stop }),
        );
      });
  }

  /** Calls a tool by the server's name. A failure is an error result; rejects with `cancelled` alone. */
  async callTool(
    name: string,
    args: JsonObject,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<ToolOutcome> {
    try {
      const session = await this.#connected(signal);
      return await session.callTool(name, args, signal);
    } catch (thrown) {
      if (signal?.aborted === true || !(thrown instanceof TuteeError)) throw thrown;
      return { content: thrown.message, isError: true };
    }
  }

  async #connected(signal?: AbortSignal): Promise<McpSession> {
    const open = await this.#session?.catch(() => null);
    if (open?.isClosed === false) return open;
    this.#listed = null;
    const session = McpSession.connect(
      {
        address: this.#address,
        client: { name: 'tutee', version: '1' },
        onToolsChanged: () => {
          this.#listed = null;
        },
        ...(this.#options.limits !== undefined && { limits: this.#options.limits }),
        ...(this.#options.onAsked !== undefined && { onAsked: this.#options.onAsked }),
        ...(this.#options.onLog !== undefined && { onLog: this.#options.onLog }),
      },
      signal,
    );
    this.#session = session;
    return await session;
  }
}

function addressOf(server: McpServer): ServerAddress {
  if (!isObject(server)) throw wrongPart(server, 'server', A_SERVER);
  if ('url' in server) {
    if (typeof server.url !== 'string' || !/^https?:/.test(server.url) || !URL.canParse(server.url))
      throw wrongPart(server.url, 'server.url', 'an address that begins with http');
    return { type: 'http', url: server.url, headers: server.headers ?? {} };
  }
  if (typeof server.command !== 'string' || server.command === '')
    throw wrongPart(server, 'server', A_SERVER);
  const { command, args = [], env = {}, cwd } = server;
  return { type: 'stdio', command, args, env, ...(cwd !== undefined && { cwd }) };
}
