/**
 * One connection to one MCP server: a process (stdio) or an address (streamable HTTP). What a server sends is bounded in size, rate and
 * time here, so that a broken, slow or chatty one costs the app nothing but its own calls. The SDK is loaded with the first connection.
 */
import type { Client } from '@modelcontextprotocol/client';
import { TuteeError } from '#shared/errors.ts';
import type { ToolOutcome } from '../../engine/tools/tool.ts';
import type { QuestionAnswer } from '#shared/tools/tool-question.ts';
import { FloodGuard } from './flood-guard.ts';
import { limitedFetch } from './limited-fetch.ts';
import type { FetchBy } from './limited-fetch.ts';
import { readToolList } from './tool-definition.ts';
import { resultText } from './tool-result.ts';

/** Where a server is: a command that starts it, with its environment, or an address, with its headers. */
export type ServerAddress =
  | {
      readonly type: 'stdio';
      readonly command: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      /** Absent: the one of this process. */
      readonly cwd?: string;
    }
  | { readonly type: 'http'; readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** What a server is told that asked the user something: the protocol's words. */
export type QuestionOutcome =
  | { readonly action: 'accept'; readonly content: QuestionAnswer }
  | { readonly action: 'decline' | 'cancel' };

/** What a server asks, as it wrote it: nobody has checked it. */
export interface ServerQuestion {
  readonly message: unknown;
  /** A JSON schema of type object, if the server keeps to the protocol. */
  readonly requestedSchema: unknown;
}

/** Answers a server. `signal` aborts when the server does not wait any more. */
export type AnswerQuestion = (question: ServerQuestion, signal: AbortSignal) => Promise<QuestionOutcome>;

export interface SessionLimits {
  /** Until a server is ready; starting one may download it. In ms. */
  readonly connectMs: number;
  /** Without a sign of progress. In ms. */
  readonly callMs: number;
  /** Whatever progress is reported. In ms. */
  readonly longestCallMs: number;
  /** Of one message. */
  readonly messageBytes: number;
  /** In one second. */
  readonly messagesPerSecond: number;
  /** Of a result, in UTF-16 units. */
  readonly resultLength: number;
}

export const defaultLimits: SessionLimits = {
  connectMs: 60_000,
  callMs: 120_000,
  longestCallMs: 600_000,
  messageBytes: 8 * 1_024 * 1_024,
  messagesPerSecond: 1_000,
  resultLength: 60_000,
};

export interface SessionOptions {
  readonly address: ServerAddress;
  /** The name and version by which the server knows its client. */
  readonly client: { readonly name: string; readonly version: string };
  readonly limits?: Partial<SessionLimits>;
  /** How requests to an address are sent; absent: straight. */
  readonly fetchFor?: (url: string) => Promise<FetchBy>;
  /** The server asks the user something in a form. Absent: it is told that nobody can be asked. */
  readonly onAsked?: AnswerQuestion;
  /** A line of the log: what the server wrote to its standard error, and what went wrong. */
  readonly onLog?: (line: string) => void;
  /** The server has said that its tools changed. */
  readonly onToolsChanged?: () => void;
  /** The connection ended by itself. @param reason for people. */
  readonly onClosed?: (reason: string) => void;
}

/** A server is told once about what it is asked before it speaks the newer revision. In ms. */
const PROBE_MS = 8_000;
/** A server that is asked to end has this long. In ms. */
const CLOSE_MS = 3_000;

export class McpSession {
  readonly #client: Client;
  readonly #limits: SessionLimits;
  #isClosed = false;

  private constructor(client: Client, limits: SessionLimits) {
    this.#client = client;
    this.#limits = limits;
  }

  /** Starts or reaches the server. Throws `unreachable` or `timeout` with what went wrong, or `cancelled`. */
  static async connect(options: SessionOptions, signal?: AbortSignal): Promise<McpSession> {
    const limits = { ...defaultLimits, ...options.limits };
    const { onLog = () => undefined, onClosed = () => undefined, onToolsChanged = () => undefined } = options;
    const { Client } = await import('@modelcontextprotocol/client');
    const { onAsked } = options;
    const client = new Client(options.client, {
      // Defaults are shown to the user; what is left empty gets them all the same.
      ...(onAsked !== undefined && { capabilities: { elicitation: { form: { applyDefaults: true } } } }),
      versionNegotiation: { mode: 'auto', probe: { timeoutMs: Math.min(PROBE_MS, limits.connectMs) } },
      // It lists the tools itself when it hears of a change.
      listChanged: { tools: { autoRefresh: false, debounceMs: 200, onChanged: () => onToolsChanged() } },
    });
    listen(client, { onerror: ({ message }) => onLog(message) });
    if (onAsked !== undefined)
      client.setRequestHandler('elicitation/create', async ({ params }, { mcpReq }) => {
        if (!('requestedSchema' in params)) return { action: 'decline' };
        const outcome = await onAsked(params, mcpReq.signal);
        return outcome.action === 'accept' ? { action: 'accept', content: { ...outcome.content } } : outcome;
      });
    const { transport, lastWords } = await openTransport(options, limits, onLog);
    const timeout = AbortSignal.timeout(limits.connectMs);
    const until = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      await orAborted(client.connect(transport, { signal: until, timeout: limits.connectMs }), until);
    } catch (thrown) {
      await closeWithin(client, CLOSE_MS);
      if (signal?.aborted === true) throw new TuteeError('cancelled', 'Stopped.');
      throw connectFailure(options.address, thrown, timeout.aborted ? limits.connectMs : null, lastWords());
    }
    const session = new McpSession(client, limits);
    const onclose = () => {
      if (session.#isClosed) return;
      session.#isClosed = true;
      onClosed(withLastWords('The server ended the connection.', lastWords()));
    };
    listen(client, { onclose });
    const guard = new FloodGuard(limits.messagesPerSecond, () => {
      if (session.#isClosed) return;
      session.#isClosed = true;
      onClosed('The server sent too many messages at once, so it was stopped.');
      void closeWithin(client, CLOSE_MS);
    });
    const receive = transport.onmessage;
    const onmessage: typeof receive = (message, extra) => {
      if (guard.passes()) receive?.(message, extra);
    };
    listen(transport, { onmessage });
    return session;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** @returns the tools that can be used, and why others cannot. Throws `timeout`, `server_failed`. */
  async listTools(signal?: AbortSignal): Promise<ReturnType<typeof readToolList>> {
    const options = { timeout: this.#limits.callMs, ...(signal !== undefined && { signal }) };
    try {
      const { tools } = await orAborted(this.#client.listTools(undefined, options), signal);
      return readToolList(tools);
    } catch (thrown) {
      throw this.#failure(thrown, signal, 'did not list its tools');
    }
  }

  /**
   * Calls a tool. What the server says went wrong is a result; no answer in time, a lost connection and a malformed answer are too, so that
   * the model hears of them. Throws `cancelled` alone.
   */
  async callTool(
    name: string,
    args: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<ToolOutcome> {
    const { callMs: timeout, longestCallMs: maxTotalTimeout, resultLength } = this.#limits;
    const options = {
      timeout,
      maxTotalTimeout,
      resetTimeoutOnProgress: true,
      onprogress: () => undefined,
      ...(signal !== undefined && { signal }),
    };
    try {
      const call = this.#client.callTool({ name, arguments: args }, options);
      return resultText(await orAborted(call, signal), resultLength);
    } catch (thrown) {
      const failure = this.#failure(thrown, signal, `did not answer the call of ${name}`);
      if (failure.code === 'cancelled') throw failure;
      return resultText({ content: [{ type: 'text', text: failure.message }], isError: true }, resultLength);
    }
  }

  /** Ends the connection, and the process of the server. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await closeWithin(this.#client, CLOSE_MS);
  }

  #failure(thrown: unknown, signal: AbortSignal | undefined, what: string): TuteeError {
    if (signal?.aborted === true) return new TuteeError('cancelled', 'Stopped.');
    const reason = messageOf(thrown);
    if (isTimeout(thrown))
      return new TuteeError('timeout', `The server ${what} in time. It was told to stop.`, {
        detail: reason,
      });
    return new TuteeError('server_failed', `The server ${what}: ${reason}`, { cause: thrown });
  }
}

type Transport = Parameters<Client['connect']>[0];

/** The SDK has one listener of each kind, as a field. */
function listen<T extends Client | Transport>(
  target: T,
  listeners: Partial<Pick<T, Extract<keyof T, 'onerror' | 'onclose' | 'onmessage'>>>,
): void {
  Object.assign(target, listeners);
}

/** The transport, and the last lines that the server wrote to its standard error. */
async function openTransport(
  { address, fetchFor }: SessionOptions,
  { messageBytes }: SessionLimits,
  onLog: (line: string) => void,
): Promise<{ readonly transport: Transport; readonly lastWords: () => string }> {
  if (address.type === 'http') {
    const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/client');
    const transport = new StreamableHTTPClientTransport(new URL(address.url), {
      requestInit: { headers: { ...address.headers } },
      fetch: limitedFetch(messageBytes, await fetchFor?.(address.url)),
    });
    return { transport, lastWords: () => '' };
  }
  const { getDefaultEnvironment, StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
  const { command, args, env, cwd } = address;
  const transport = new StdioClientTransport({
    command,
    args: [...args],
    // Not the whole environment of this process: it may hold keys of others.
    env: { ...getDefaultEnvironment(), ...env },
    ...(cwd !== undefined && { cwd }),
    stderr: 'pipe',
    maxBufferSize: messageBytes,
  });
  let last = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.subarray(0, 4_000).toString('utf8');
    last = (last + text).slice(-1_000);
    onLog(text);
  });
  return { transport, lastWords: () => last.trim() };
}

function connectFailure(
  address: ServerAddress,
  thrown: unknown,
  waitedMs: number | null,
  lastWords: string,
): TuteeError {
  const where = address.type === 'stdio' ? `“${address.command}”` : address.url;
  if (waitedMs !== null || isTimeout(thrown)) {
    const seconds = waitedMs === null ? '' : ` within ${Math.round(waitedMs / 1_000)} seconds`;
    return new TuteeError('timeout', withLastWords(`${where} did not get ready${seconds}.`, lastWords));
  }
  const reason = messageOf(thrown);
  if (address.type === 'stdio' && /\bENOENT\b/.test(reason))
    return new TuteeError('unreachable', `There is no command ${where} here. ${adviceFor(address)}`);
  const said = address.type === 'stdio' ? 'did not start as a server' : 'could not be reached as a server';
  return new TuteeError('unreachable', withLastWords(`${where} ${said}: ${reason}`, lastWords), {
    cause: thrown,
  });
}

function adviceFor({ command, cwd }: Extract<ServerAddress, { readonly type: 'stdio' }>): string {
  if (/\s/.test(command)) return 'If it has arguments, give them apart from it.';
  const install = 'Install it, or give its whole path.';
  return cwd === undefined ? install : `${install} Or the folder “${cwd}” is not there.`;
}

function withLastWords(message: string, lastWords: string): string {
  return lastWords === '' ? message : `${message} It last wrote: ${lastWords}`;
}

function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text;
}

function isTimeout(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'REQUEST_TIMEOUT';
}

/** Rejects as soon as the signal aborts: a server that does not react to a cancellation holds nothing up. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  const stop = Promise.withResolvers<never>();
  const onAbort = () => stop.reject(new Error('Stopped.'));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, stop.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    work.catch(() => undefined);
  }
}

async function closeWithin(client: Client, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([client.close().catch(() => undefined), late]);
  clearTimeout(timer);
}
