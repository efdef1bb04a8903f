/**
 * The servers of tools that the user added: kept up while they are enabled, with what their tools may do. This folder owns MCP on the
 * client's side; it knows neither chats nor the database.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type {
  ServerLogLine,
  ServerSecrets,
  ServerTool,
  ServerTransport,
  ToolPermission,
  ToolServer,
} from '#shared/tools/tool-server.ts';
import type { ToolOutcome } from '../../engine/tools/tool.ts';
import type { ServerAddress, SessionLimits, SessionOptions } from '../mcp/mcp-session.ts';
import { modelToolName } from '../mcp/model-tool-name.ts';
import type { KeptServer, Secrets, ToolServerStore } from '../ports.ts';
import { RunningServer } from './running-server.ts';
import { ToolQuestions } from './tool-questions.ts';
import { ServerValues } from './server-secrets.ts';
import { isOffered, serverTools } from './server-tools.ts';

export interface ToolServersPorts {
  readonly store: ToolServerStore;
  readonly secrets: Secrets;
  readonly publish: Publish;
  readonly newId: () => string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly version: string;
  readonly limits?: Partial<SessionLimits>;
  /** How requests to an address are sent; absent: straight. */
  readonly fetchFor?: SessionOptions['fetchFor'];
}

export interface NewServer {
  readonly name: string;
  readonly transport: ServerTransport;
  readonly secrets: ServerSecrets;
}

/** Absent fields stay unchanged; a secret that is null is removed. */
export interface ServerChanges {
  readonly name?: string | undefined;
  readonly transport?: ServerTransport | undefined;
  readonly secrets?: Readonly<Record<string, string | null>> | undefined;
  readonly enabled?: boolean | undefined;
}

/** A tool that models may be told of. */
export interface AvailableTool extends ServerTool {
  readonly serverId: string;
  readonly server: string;
  /** The name by which a model calls it. */
  readonly calledAs: string;
}

const notAvailable: ToolOutcome = { content: 'This tool is not available any more.', isError: true };

export class ToolServers {
  readonly #ports: ToolServersPorts;
  readonly #values: ServerValues;
  /** What they ask the user. */
  readonly questions: ToolQuestions;
  readonly #running = new Map<string, RunningServer>();
  #closed = false;

  constructor(ports: ToolServersPorts) {
    this.#ports = ports;
    this.#values = new ServerValues(ports.secrets);
    this.questions = new ToolQuestions(ports);
  }

  /** Starts the enabled servers in the background. */
  startAll(): void {
    for (const { id, enabled } of this.#ports.store.list())
      if (enabled && !this.#running.has(id)) this.#run(id);
  }

  /** By name. */
  list(): ToolServer[] {
    return this.#ports.store.list().map((kept) => this.#view(kept));
  }

  /** What models may be told of now. Waits for nothing: a server that is not ready offers what it last had, one that failed nothing. */
  available(): AvailableTool[] {
    return this.#ports.store.list().flatMap((kept) => {
      // Shortly after the start of the app it is not started yet.
      const running = kept.enabled ? (this.#running.get(kept.id) ?? this.#run(kept.id)) : undefined;
      if (running === undefined || running.state === 'failed') return [];
      running.refreshOld();
      return this.#toolsOf(kept)
        .filter(isOffered)
        .map((tool) => ({
          ...tool,
          serverId: kept.id,
          server: kept.name,
          calledAs: modelToolName(kept.name, tool.name),
        }));
    });
  }

  /** Calls a tool. A failure is an error result; rejects with `cancelled` alone. */
  async call(
    serverId: string,
    tool: string,
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<ToolOutcome> {
    // It may have been switched off, forbidden or changed since the model was told of it, also while the server was started.
    const isThere = () => {
      const kept = this.#ports.store.list().find(({ id }) => id === serverId);
      const found = kept && this.#toolsOf(kept).find(({ name }) => name === tool);
      return found !== undefined && isOffered(found);
    };
    const running = this.#running.get(serverId);
    if (running === undefined || !isThere()) return notAvailable;
    return (await running.call(tool, args, signal, isThere)) ?? notAvailable;
  }

  /** Throws `invalid_input` when the name is taken. */
  async add({ name, transport, secrets }: NewServer): Promise<ToolServer> {
    this.#refuseTaken(name, null);
    const { store, newId, now } = this.#ports;
    const kept = {
      id: newId(),
      name,
      transport,
      secrets: Object.keys(secrets),
      enabled: true,
      createdAt: now(),
    };
    await this.#values.set(kept.id, secrets);
    store.put(kept);
    this.#run(kept.id);
    return this.#told(kept.id);
  }

  /** Throws `not_found`, `invalid_input`. */
  async update(id: string, changes: ServerChanges): Promise<ToolServer> {
    const before = this.#need(id);
    const { name = before.name, transport = before.transport, enabled = before.enabled } = changes;
    this.#refuseTaken(name, id);
    const values = { ...(isElsewhere(before.transport, transport) ? {} : await this.#values.get(id)) };
    for (const [key, value] of Object.entries(changes.secrets ?? {}))
      if (value === null) delete values[key];
      else values[key] = value;
    await this.#values.set(id, values);
    if (!isDeepStrictEqual(transport, before.transport)) this.#askAgain(id);
    this.#ports.store.put({ ...before, name, transport, enabled, secrets: Object.keys(values) });
    await this.#halt(id);
    if (enabled) this.#run(id);
    return this.#told(id);
  }

  async remove(id: string): Promise<void> {
    await this.#halt(id);
    this.#ports.store.delete(id);
    await this.#values.set(id, {});
    this.#tell();
  }

  /** Throws `not_found`. */
  async restart(id: string): Promise<ToolServer> {
    const { enabled } = this.#need(id);
    await this.#halt(id);
    if (enabled) this.#run(id);
    return this.#told(id);
  }

  /** Throws `not_found`. */
  permit(id: string, tool: string, permission: ToolPermission): ToolServer {
    this.#need(id);
    if (!this.#ports.store.permit(id, tool, permission))
      throw new TuteeError('not_found', 'Accept this tool first.', { field: 'tool' });
    return this.#told(id);
  }

  /** Accepts the descriptions of these tools as they are now; null: of all. Throws `not_found`. */
  accept(id: string, names: readonly string[] | null): ToolServer {
    this.#need(id);
    const listed = this.#running.get(id)?.tools ?? [];
    this.#ports.store.accept(
      id,
      listed.filter(({ name }) => names === null || names.includes(name)),
    );
    return this.#told(id);
  }

  log(id: string): readonly ServerLogLine[] {
    return this.#running.get(id)?.log.lines ?? [];
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running.values()].map((running) => running.close()));
  }

  #run(id: string): RunningServer | undefined {
    if (this.#closed) return undefined;
    const { version, now, limits, fetchFor } = this.#ports;
    const running = new RunningServer({
      address: () => this.#address(id),
      version,
      now,
      ...(limits !== undefined && { limits }),
      ...(fetchFor !== undefined && { fetchFor }),
      ask: (asked, signal, log) => this.questions.ask(this.#need(id).name, asked, signal, log),
      onChange: () => {
        if (this.#running.get(id) === running) this.#changed(id, running);
      },
    });
    this.#running.set(id, running);
    running.start();
    return running;
  }

  /** What a server offers when it is first reached, the user has just asked for. */
  #changed(id: string, { tools }: RunningServer): void {
    const { store } = this.#ports;
    if (tools !== null && tools.length > 0 && store.tools(id).size === 0) store.accept(id, tools);
    this.#tell();
  }

  /** What was allowed to one program is not allowed to another of the same name. */
  #askAgain(id: string): void {
    const { store } = this.#ports;
    for (const [tool, { permission }] of store.tools(id))
      if (permission === 'always') store.permit(id, tool, 'ask');
  }

  async #halt(id: string): Promise<void> {
    const running = this.#running.get(id);
    this.#running.delete(id);
    await running?.close();
  }

  async #address(id: string): Promise<ServerAddress> {
    const { transport } = this.#need(id);
    const values = await this.#values.get(id);
    return transport.type === 'http' ? { ...transport, headers: values } : { ...transport, env: values };
  }

  #view(kept: KeptServer): ToolServer {
    const running = this.#running.get(kept.id);
    return {
      ...kept,
      state: running?.state ?? 'off',
      error: running?.error ?? null,
      tools: this.#toolsOf(kept),
    };
  }

  #toolsOf({ id }: KeptServer): ServerTool[] {
    return serverTools(this.#running.get(id)?.tools ?? null, this.#ports.store.tools(id));
  }

  #need(id: string): KeptServer {
    const kept = this.#ports.store.list().find((one) => one.id === id);
    if (kept === undefined)
      throw new TuteeError('not_found', 'This server is not in the list any more.', { field: 'id' });
    return kept;
  }

  #refuseTaken(name: string, except: string | null): void {
    const same = (other: string) => other.localeCompare(name, undefined, { sensitivity: 'accent' }) === 0;
    if (this.#ports.store.list().some(({ id, name: other }) => id !== except && same(other)))
      throw new TuteeError(
        'invalid_input',
        `There is a server named “${name}” already. Choose another name.`,
        {
          field: 'name',
        },
      );
  }

  #told(id: string): ToolServer {
    this.#tell();
    return this.#view(this.#need(id));
  }

  #tell(): void {
    if (!this.#closed) this.#ports.publish('tool-servers-changed', { servers: this.list() });
  }
}

/** Headers belong to the origin that they were given for: nothing of them is sent to another. */
function isElsewhere(before: ServerTransport, after: ServerTransport): boolean {
  if (before.type !== after.type) return true;
  return (
    before.type === 'http' &&
    after.type === 'http' &&
    URL.parse(before.url)?.origin !== URL.parse(after.url)?.origin
  );
}
