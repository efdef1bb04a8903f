import type { Database, Statement } from 'better-sqlite3';
import type { Memory, MemoryScope } from '#shared/memory/memory.ts';
import { dataVersionOf } from '../database/data-version.ts';
import { memorySelect, toMemory } from './memory-row.ts';
import type { MemoryRow } from './memory-row.ts';
import type { SearchedScopes } from '../vectors/searched-scopes.ts';

/**
 * The active memories that are pinned, preferences or instructions. Every recall asks for all of them, so they are read
 * once and then kept in step with each change. The file remains the truth: a write by another connection, or a
 * transaction that failed, makes them be read anew.
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
    // In the order of rows: an index of what stands would be sorted anew for each page.
    this.#between = database.prepare(`${memorySelect} WHERE m.id > ? AND m.id <= ? AND +${standing}`);
    this.#last = database.prepare<[], number | null>('SELECT max(id) FROM memories').pluck();
    this.#some = database.prepare(
      `${memorySelect} WHERE m.public_id IN (SELECT value FROM json_each(?)) AND ${standing}`,
    );
  }

  /** Newest first. The memories are frozen, since later calls answer the same ones. */
  newestFirst(scopes: SearchedScopes = []): Memory[] {
    return [...this.#current().values()]
      .filter(({ scope }) => isSearched(scope, scopes))
      .sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
  }

  /**
   * Reads them a few at a time, so that who asks for them next need not read all at once; until then it would. Asked again
   * meanwhile, it waits for the same.
   */
  warm(breathe: () => Promise<void>): Promise<void> {
    if (this.#byId !== undefined && this.#dataVersion() === this.#version) return Promise.resolve();
    this.#warming ??= this.#warm(breathe).finally(() => {
      this.#warming = undefined;
    });
    return this.#warming;
  }

  async #warm(breathe: () => Promise<void>): Promise<void> {
    const version = this.#dataVersion();
    const loading = new Map<string, Readonly<Memory>>();
    this.#loading = loading;
    for (let from = 0; from < (this.#last.get() ?? 0); from += rowsAtOnce) {
      if (from > 0) await breathe();
      // A recall came first, something made them be read anew, or the database was closed.
      if (this.#loading !== loading || !this.#database.open) return;
      keep(loading, this.#between.all(from, from + rowsAtOnce));
    }
    this.#loading = undefined;
    // What another connection wrote meanwhile may have been missed.
    if (this.#dataVersion() !== version) return;
    this.#byId = loading;
    this.#version = version;
  }

  /** Takes over memories as a committed change left them. */
  take(memories: readonly Memory[]): void {
    for (const known of this.#known()) {
      for (const memory of memories) {
        if (stands(memory)) known.set(memory.id, Object.freeze({ ...memory }));
        else known.delete(memory.id);
      }
    }
  }

  /** Reads anew what a committed change made of these memories. */
  refresh(ids: Iterable<string>): void {
    const changed = [...ids];
    for (const known of this.#known()) {
      for (const id of changed) known.delete(id);
      keep(known, this.#some.all(JSON.stringify(changed)));
    }
  }

  forget(): void {
    this.#byId = undefined;
    this.#loading = undefined;
  }

  /** What a change has to be taken over into. A memory that is not read yet is read again later, which does no harm. */
  #known(): Map<string, Readonly<Memory>>[] {
    return [this.#byId, this.#loading].flatMap((known) => known ?? []);
  }

  #current(): Map<string, Readonly<Memory>> {
    const version = this.#dataVersion();
    if (this.#byId === undefined || version !== this.#version) {
      this.#loading = undefined;
      this.#byId = new Map();
      keep(this.#byId, this.#all.all());
      this.#version = version;
    }
    return this.#byId;
  }
}

/** So many rows are looked at between two breaths of the main loop: a few milliseconds if all of them stand. */
const rowsAtOnce = 250;

function keep(into: Map<string, Readonly<Memory>>, rows: readonly MemoryRow[]): void {
  for (const row of rows) into.set(row.public_id, Object.freeze(toMemory(row)));
}

function isSearched(scope: MemoryScope, scopes: SearchedScopes): boolean {
  return scope.type === 'everywhere' || scopes === 'all' || scopes.includes(scope.id);
}

/** As the SQL below has it. */
function stands({ status, pinned, kind }: Memory): boolean {
  return status === 'active' && (pinned || kind === 'preference' || kind === 'instruction');
}

const standing = `m.status = 'active' AND (m.pinned = 1 OR m.kind IN ('preference', 'instruction'))`;
