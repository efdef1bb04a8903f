/**
 * Other programs that use the memory: who they are, what they may do, what they did, and the address they connect to. This folder owns the
 * MCP side of the memory; it may not know how memories are stored or recalled.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { MemoryClientsState } from '#shared/contract/memory/memory-clients.ts';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { ClientCall, MemoryClient, MemoryTool } from '#shared/memory/memory-client.ts';
import { answerTool } from './answer-tool.ts';
import { openEndpoint } from './http-endpoint.ts';
import type { Endpoint } from './http-endpoint.ts';
import type { Consent, ToolOutcome } from './memory-tools.ts';
import type { ClientMemoryPort, MemoryClientStore } from './ports.ts';

export interface MemoryClientsPorts {
  readonly store: MemoryClientStore;
  readonly memory: ClientMemoryPort;
  readonly publish: Publish;
  readonly newId: () => string;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly version: string;
  /** See `memoryClientsStateSchema`. */
  readonly stdio: MemoryClientsState['stdio'];
  /** Saves the port that was found free, so that the address stays the same. */
  readonly savePort: (port: number) => void;
  readonly onFailure: (thrown: unknown) => void;
}

/** Whether the memory can be reached by others, and at which port; 0: any free one. */
export interface Serving {
  readonly on: boolean;
  readonly port: number;
}

type ClientInput = Pick<MemoryClient, 'name' | 'scope' | 'teaching'>;
type ClientChanges = { readonly [Field in keyof ClientInput]?: ClientInput[Field] | undefined };

export class MemoryClients {
  readonly #ports: MemoryClientsPorts;
  #endpoint: Endpoint | null = null;
  #error: ErrorData | null = null;
  /** Changes of the endpoint happen one after the other. */
  #last: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(ports: MemoryClientsPorts) {
    this.#ports = ports;
  }

  state(): MemoryClientsState {
    return {
      url: this.#endpoint?.url ?? null,
      error: this.#error,
      stdio: this.#ports.stdio,
      clients: this.#ports.store.list(),
    };
  }

  /** Opens or closes the endpoint; resolves when that is done. Never rejects: a failure is part of the state. */
  serve({ on, port }: Serving): Promise<void> {
    this.#last = this.#last.then(() => this.#change(on && !this.#closed, port));
    return this.#last;
  }

  add(input: ClientInput): { client: MemoryClient; key: string } {
    this.#refuseTaken(input.name, null);
    const { newId, now } = this.#ports;
    return this.#withKey({ ...input, id: newId(), createdAt: now(), lastUsedAt: null });
  }

  /** Absent fields stay unchanged. */
  update(id: string, { name, scope, teaching }: ClientChanges): MemoryClient {
    const before = this.#need(id);
    const client = {
      ...before,
      name: name ?? before.name,
      scope: scope ?? before.scope,
      teaching: teaching ?? before.teaching,
    };
    this.#refuseTaken(client.name, id);
    this.#ports.store.put(client, null);
    this.#tell();
    return client;
  }

  renewKey(id: string): { client: MemoryClient; key: string } {
    return this.#withKey(this.#need(id));
  }

  remove(id: string): void {
    this.#ports.store.delete(id);
    this.#tell();
  }

  calls(clientId: string | null, limit: number, offset: number) {
    return this.#ports.store.calls(clientId, limit, offset);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.serve({ on: false, port: 0 });
  }

  #withKey(client: MemoryClient): { client: MemoryClient; key: string } {
    const key = `tutee_${randomBytes(32).toString('base64url')}`;
    this.#ports.store.put(client, digestOf(key));
    this.#tell();
    return { client, key };
  }

  async #change(on: boolean, port: number): Promise<void> {
    if (on === (this.#endpoint !== null) && (port === 0 || !on || this.#endpoint?.port === port)) return;
    await this.#endpoint?.close();
    this.#endpoint = null;
    this.#error = null;
    try {
      if (on) await this.#open(port);
    } catch (thrown) {
      const error = thrown instanceof TuteeError ? thrown : null;
      if (error === null) this.#ports.onFailure(thrown);
      this.#error = (
        error ?? new TuteeError('internal', 'The memory could not be opened to other programs.')
      ).toData();
    }
    if (!this.#closed) this.#tell();
  }

  async #open(port: number): Promise<void> {
    const { version, store } = this.#ports;
    this.#endpoint = await openEndpoint({
      port,
      version,
      clientOf: (key) => store.byKey(digestOf(key)) ?? null,
      call: (client, tool, args, consent) => this.#answer(client, tool, args, consent),
    });
    if (port === 0) this.#ports.savePort(this.#endpoint.port);
  }

  async #answer(
    client: MemoryClient,
    tool: MemoryTool,
    args: unknown,
    consent: Consent,
  ): Promise<ToolOutcome> {
    try {
      const { outcome, call } = await answerTool(this.#ports.memory, client, tool, args, consent);
      if (call !== null) this.#note({ ...call, clientId: client.id, tool });
      return outcome;
    } catch (thrown) {
      this.#ports.onFailure(thrown);
      const text = thrown instanceof TuteeError ? thrown.message : 'Tutee failed. Try again later.';
      return { type: 'error', text };
    }
  }

  #note(call: Omit<ClientCall, 'id' | 'at'>): void {
    const { store, publish, newId, now } = this.#ports;
    // Removed while its call was answered.
    if (store.get(call.clientId) === undefined) return;
    const noted = { ...call, id: newId(), at: now() };
    store.addCall(noted);
    publish('client-called', { call: noted });
  }

  #need(id: string): MemoryClient {
    const client = this.#ports.store.get(id);
    if (client === undefined)
      throw new TuteeError('not_found', 'This program is not in the list any more.', { field: 'id' });
    return client;
  }

  #refuseTaken(name: string, except: string | null): void {
    const same = (other: string) => other.localeCompare(name, undefined, { sensitivity: 'accent' }) === 0;
    if (this.#ports.store.list().some((client) => client.id !== except && same(client.name)))
      throw new TuteeError(
        'invalid_input',
        `There is a program named “${name}” already. Choose another name.`,
        {
          field: 'name',
        },
      );
  }

  #tell(): void {
    this.#ports.publish('clients-changed', this.state());
  }
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
