import type { Database, Statement } from 'better-sqlite3';
import type { Memory, MemoryScope } from '#shared/memory/memory.ts';
import { dataVersionOf } from '../database/data-version.ts';
import { memorySelect, toMemory } from './memory-row.ts';
import type { MemoryRow } from './memory-row.ts';
import type { SearchedScopes } from '../vectors/searched-scopes.ts';

/**
 * Standing memories: active ones that are pinned, preferences or instructions. Every recall needs all of them, so they
 * are cached and updated with each change. The file stays authoritative: a write by another connection, or a failed
 * transaction, invalidates the cache.
 */
export class StandingMemories {
  readonly #database: Database;
  readonly #dataVersion: () => number | undefined;
  readonly #all: Statement<[], MemoryRow>;
  readonly #some: Statement<[string], MemoryRow>;
  readonly #between: Statement<[number, number], MemoryRow>;
  readonly #last: Statement<[], number | null>;
  #byId: Map<string, Readonly<Memory>> | undefined;
  #version: unknown;
  /** What `warm` has read so far. */
  #loading: Map<string, Readonly<Memory>> | undefined;
  #warming: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#dataVersion = dataVersionOf(database);
    this.#all = database.prepare(`${memorySelect} WHERE ${standing}`);
    // In row order: using an index of standing memories would need a sort for each slice.
    this.#between = database.prepare(`${memorySelect} WHERE m.id > ? AND m.id <= ? AND +${standing}`);
    this.#last = database.prepare<[], number | null>('SELECT max(id) FROM memories').pluck();
    this.#some = database.prepare(
      `${memorySelect} WHERE m.public_id IN (SELECT value FROM json_each(?)) AND ${standing}`,
    );
  }

  /** Newest first. The memories are frozen, since later calls return the same objects. */
  newestFirst(scopes: SearchedScopes = []): Memory[] {
    return [...this.#current().values()]
      .filter(({ scope }) => isSearched(scope, scopes))
      .sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
  }

  /**
   * Fills the cache in slices, so that the next recall need not read everything at once. Concurrent calls share one
   * run.
   */
  warm(yieldToEventLoop: () => Promise<void>): Promise<void> {
    if (this.#byId !== undefined && this.#dataVersion() === this.#version) return Promise.resolve();
    this.#warming ??= this.#warm(yieldToEventLoop).finally(() => {
      this.#warming = undefined;
    });
    return this.#warming;
  }

  async #warm(yieldToEventLoop: () => Promise<void>): Promise<void> {
    const version = this.#dataVersion();
    const loading = new Map<string, Readonly<Memory>>();
    this.#loading = loading;
    for (let from = 0; from < (this.#last.get() ?? 0); from += ROWS_PER_SLICE) {
      if (from > 0) await yieldToEventLoop();
      // A recall filled the cache first, it was invalidated, or the database was closed.
      if (this.#loading !== loading || !this.#database.open) return;
      addRows(loading, this.#between.all(from, from + ROWS_PER_SLICE));
    }
    this.#loading = undefined;
    // Another connection's writes may have been missed.
    if (this.#dataVersion() !== version) return;
    this.#byId = loading;
    this.#version = version;
  }

  /** Updates the cache with memories from a committed change. */
  applyChanges(memories: readonly Memory[]): void {
    for (const cached of this.#caches()) {
      for (const memory of memories) {
        if (isStanding(memory)) cached.set(memory.id, Object.freeze({ ...memory }));
        else cached.delete(memory.id);
      }
    }
  }

  /** Re-reads these memories after a committed change. */
  refresh(ids: Iterable<string>): void {
    const changed = [...ids];
    for (const cached of this.#caches()) {
      for (const id of changed) cached.delete(id);
      addRows(cached, this.#some.all(JSON.stringify(changed)));
    }
  }

  invalidate(): void {
    this.#byId = undefined;
    this.#loading = undefined;
  }

  /**
   * The caches that a change must update. A memory that `warm` has not reached yet is read again later, which does no
   * harm.
   */
  #caches(): Map<string, Readonly<Memory>>[] {
    return [this.#byId, this.#loading].flatMap((cached) => cached ?? []);
  }

  #current(): Map<string, Readonly<Memory>> {
    const version = this.#dataVersion();
    if (this.#byId === undefined || version !== this.#version) {
      this.#loading = undefined;
      this.#byId = new Map();
      addRows(this.#byId, this.#all.all());
      this.#version = version;
    }
    return this.#byId;
  }
}

/** Rows per slice: a few milliseconds when all of them are standing memories. */
const ROWS_PER_SLICE = 250;

function addRows(into: Map<string, Readonly<Memory>>, rows: readonly MemoryRow[]): void {
  for (const row of rows) into.set(row.public_id, Object.freeze(toMemory(row)));
}

function isSearched(scope: MemoryScope, scopes: SearchedScopes): boolean {
  return scope.type === 'everywhere' || scopes === 'all' || scopes.includes(scope.id);
}

/** The same condition as the SQL below. */
function isStanding({ status, pinned, kind }: Memory): boolean {
  return status === 'active' && (pinned || kind === 'preference' || kind === 'instruction');
}

const standing = `m.status = 'active' AND (m.pinned = 1 OR m.kind IN ('preference', 'instruction'))`;
