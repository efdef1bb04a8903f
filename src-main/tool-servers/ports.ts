/** What the servers of tools need of the others; compose-tools.ts connects it. */
import type { ServerTransport, ToolDefinition, ToolPermission } from '#shared/tools/tool-server.ts';

/** A server as it is kept, without the values of its secrets. */
export interface KeptServer {
  readonly id: string;
  readonly name: string;
  readonly transport: ServerTransport;
  /** Names of the environment variables or headers that have a value. */
  readonly secrets: string[];
  readonly enabled: boolean;
  /** In ms since 1970 UTC. */
  readonly createdAt: number;
}

/** A tool that the user has seen. */
export interface SeenTool {
  readonly permission: ToolPermission;
  readonly accepted: ToolDefinition;
}

export interface ToolServerStore {
  /** By name. */
  list(): KeptServer[];
  /** Inserts or updates it. */
  put(server: KeptServer): void;
  delete(id: string): void;
  /** By name. */
  tools(serverId: string): ReadonlyMap<string, SeenTool>;
  /** The user has seen these; the permissions that they had stay, a new one is `ask`. */
  accept(serverId: string, definitions: readonly ToolDefinition[]): void;
  /** False for a tool that the user has not seen. */
  permit(serverId: string, tool: string, permission: ToolPermission): boolean;
}

/** Keeps values like API keys. */
export interface Secrets {
  get(slot: string): Promise<string | null>;
  set(slot: string, value: string): Promise<void>;
  remove(slot: string): Promise<void>;
}
