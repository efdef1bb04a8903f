import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { ToolDefinition, ToolServer } from '#shared/tools/tool-server.ts';
import type { ToolOutcome } from '../../engine/tools/tool.ts';
import { McpSession } from '../mcp/mcp-session.ts';
import type {
  ServerAddress,
  SessionLimits,
  SessionOptions,
  QuestionOutcome,
  ServerQuestion,
} from '../mcp/mcp-session.ts';
import { ServerLog } from './server-log.ts';

/** The waits before a server that ended by itself is started again, in ms; after the last one it stays down until it is used. */
const RESTARTS = [1_000, 5_000, 30_000] as const;
/** A server that was ready for this long has all its restarts again, in ms. */
const STEADY_MS = 60_000;
/** A list older than this is read again in the background when it is used, in ms: a server may change it without a word. */
const LIST_AGE_MS = 300_000;

export interface RunningServerPorts {
  /** Read anew for each connection. */
  readonly address: () => Promise<ServerAddress>;
  readonly version: string;
  readonly now: () => number;
  readonly limits?: Partial<SessionLimits>;
  readonly fetchFor?: SessionOptions['fetchFor'];
  /** The server asks the user something. @param log of the server */
  readonly ask: (
    asked: ServerQuestion,
    signal: AbortSignal,
    log: (line: string) => void,
  ) => Promise<QuestionOutcome>;
  /** State, error or tools changed. */
  readonly onChange: () => void;
}

/** An enabled server: its connection, kept up, its tools, and its log. Nothing of it throws into the app. */
export class RunningServer {
  readonly #ports: RunningServerPorts;
  readonly #stop = new AbortController();
  readonly log: ServerLog;
  #connecting: Promise<McpSession> | null = null;
  #session: McpSession | null = null;
  #tools: readonly ToolDefinition[] | null = null;
  #state: Exclude<ToolServer['state'], 'off'> = 'starting';
  #error: ErrorData | null = null;
  #restarts = 0;
  /** How many calls are running. */
  #calls = 0;
  #readyAt = 0;
  #listedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(ports: RunningServerPorts) {
    this.#ports = ports;
    this.log = new ServerLog(ports.now);
  }

  get state(): Exclude<ToolServer['state'], 'off'> {
    return this.#state;
  }

  get error(): ErrorData | null {
    return this.#error;
  }

  /** As the server last listed them; null: it has not yet. */
  get tools(): readonly ToolDefinition[] | null {
    return this.#tools;
  }

  /** Connects in the background. */
  start(): void {
    void this.#ready().catch(() => undefined);
  }

  /** Reads an old list again, in the background. */
  refreshOld(): void {
    const session = this.#session;
    if (session === null || this.#ports.now() - this.#listedAt < LIST_AGE_MS) return;
    this.#listedAt = this.#ports.now();
    void this.#list(session).catch(() => undefined);
  }

  /**
   * Calls a tool, connecting first where needed. A failure is an error result; rejects with `cancelled` alone.
   * @param isThere asked once the server is ready. @returns null when it says no.
   */
  async call(
    tool: string,
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    isThere: () => boolean,
  ): Promise<ToolOutcome | null> {
    this.#calls += 1;
    try {
      const session = await orStopped(this.#ready(), signal);
      return isThere() ? await session.callTool(tool, args, signal) : null;
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      return { content: toErrorData(thrown).message, isError: true };
    } finally {
      this.#calls -= 1;
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    const session = this.#session ?? (await this.#connecting?.catch(() => null));
    await session?.close();
  }

  async #ready(): Promise<McpSession> {
    if (this.#session?.isClosed === false) return this.#session;
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null;
    });
    return await this.#connecting;
  }

  async #connect(): Promise<McpSession> {
    const { address, version, limits, now, fetchFor } = this.#ports;
    this.#become('starting', null);
    try {
      const session = await McpSession.connect(
        {
          address: await address(),
          client: { name: 'Tutee', version },
          ...(limits !== undefined && { limits }),
          ...(fetchFor !== undefined && { fetchFor }),
          onLog: (line) => this.log.add(line),
          onAsked: (asked, signal) => this.#asked(asked, signal),
          onClosed: (reason) => this.#closed(reason),
          onToolsChanged: () => void this.#relist(),
        },
        this.#stop.signal,
      );
      this.#session = session;
      await this.#list(session);
      this.#readyAt = now();
      this.#become('ready', null);
      return session;
    } catch (thrown) {
      const session = this.#session;
      this.#session = null;
      await session?.close();
      const error = toErrorData(thrown);
      this.log.add(error.message);
      this.#become('failed', error);
      throw thrown;
    }
  }

  /** A server may ask while it is used, and not out of the blue. */
  async #asked(asked: ServerQuestion, signal: AbortSignal): Promise<QuestionOutcome> {
    if (this.#calls === 0) return { action: 'cancel' };
    return await this.#ports.ask(asked, signal, (line) => this.log.add(line));
  }

  async #list(session: McpSession): Promise<void> {
    const { tools, refused } = await session.listTools(this.#stop.signal);
    this.#listedAt = this.#ports.now();
    for (const reason of refused) this.log.add(reason);
    this.#tools = tools;
  }

  async #relist(): Promise<void> {
    const session = this.#session;
    if (session === null || session.isClosed) return;
    try {
      await this.#list(session);
    } catch (thrown) {
      this.log.add(toErrorData(thrown).message);
    }
    this.#ports.onChange();
  }

  #closed(reason: string): void {
    this.#session = null;
    this.log.add(reason);
    this.#become('failed', new TuteeError('server_failed', reason).toData());
    if (this.#ports.now() - this.#readyAt > STEADY_MS) this.#restarts = 0;
    const wait = RESTARTS[this.#restarts];
    if (wait === undefined || this.#stop.signal.aborted) return;
    this.#restarts += 1;
    this.#timer = setTimeout(() => this.start(), wait).unref();
  }

  #become(state: Exclude<ToolServer['state'], 'off'>, error: ErrorData | null): void {
    if (this.#stop.signal.aborted) return;
    this.#state = state;
    this.#error = error;
    this.#ports.onChange();
  }
}

/** Stops waiting with the signal; what is waited for goes on for others. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const onAbort = () => stopped.reject(new TuteeError('cancelled', 'Stopped.'));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
