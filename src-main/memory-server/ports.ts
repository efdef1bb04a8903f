/** What the memory server needs of the others; compose.ts connects it. */
import type { ClientCall, MemoryClient } from '#shared/memory/memory-client.ts';
import type { Memory, MemoryKind } from '#shared/memory/memory.ts';
import type { RecallReason } from '#shared/memory/recall.ts';

/** stored: it is in use. review: it waits for the user. known: it was known, or waits already. */
export interface TaughtByClient {
  readonly status: 'stored' | 'review' | 'known';
  readonly memory: Memory | null;
}

/** What clients may do with the memory, each within its scope and rights. Throws `not_found`, `unauthorized`. */
export interface ClientMemoryPort {
  recall(
    client: MemoryClient,
    request: string,
    limit: number,
  ): Promise<readonly { readonly memory: Memory; readonly reason: RecallReason | null }[]>;
  list(
    client: MemoryClient,
    input: {
      readonly query: string;
      readonly kind: MemoryKind | null;
      readonly limit: number;
      readonly offset: number;
    },
  ): Promise<{ readonly items: readonly Memory[]; readonly total: number }>;
  teach(client: MemoryClient, text: string, kind: MemoryKind | null): Promise<TaughtByClient>;
  correct(client: MemoryClient, id: string, text: string): Promise<TaughtByClient>;
  get(client: MemoryClient, id: string): Memory;
  forget(client: MemoryClient, id: string): Memory;
}

/** Where clients and their calls are kept. */
export interface MemoryClientStore {
  /** By name. */
  list(): MemoryClient[];
  get(id: string): MemoryClient | undefined;
  byKey(digest: Buffer): MemoryClient | undefined;
  /** @param digest SHA-256 of a new key; null: the key stays. */
  put(client: MemoryClient, digest: Buffer | null): void;
  delete(id: string): void;
  addCall(call: ClientCall): void;
  calls(
    clientId: string | null,
    limit: number,
    offset: number,
  ): { readonly calls: ClientCall[]; readonly total: number };
}
