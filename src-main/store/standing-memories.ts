import type { Database, Statement } from 'better-sqlite3';
import type { Memory, MemoryScope } from '#shared/memory.ts';
import { memorySelect, toMemory } from './memory-row.ts';
import type { MemoryRow } from './memory-row.ts';
import type { SearchedScopes } from './searched-scopes.ts';

/**
 * The active memories that are pinned, preferences or instructions. Every recall asks for all of them, so they are read
 * once and then kept in step with each change. The file remains the truth: a write by another connection, or a
 * transaction that failed, makes them be read anew.
 */
export class StandingMemories {
  readonly #database: Database;
  readonly #all: Statement<[], MemoryRow>;
  readonly #some: Statement<[string], MemoryRow>;
  #byId: Map<string, Readonly<Memory>> | undefined;
  #version: unknown;

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare(`${memorySelect} WHERE ${standing}`);
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

  /** Takes over memories as a committed change left them. */
  take(memories: readonly Memory[]): void {
    if (this.#byId === undefined) return;
    for (const memory of memories) {
      if (stands(memory)) this.#byId.set(memory.id, Object.freeze({ ...memory }));
      else this.#byId.delete(memory.id);
    }
  }

  /** Reads anew what a committed change made of these memories. */
  refresh(ids: Iterable<string>): void {
    if (this.#byId === undefined) return;
    const changed = [...ids];
    for (const id of changed) this.#byId.delete(id);
    for (const row of this.#some.all(JSON.stringify(changed))) {
      this.#byId.set(row.public_id, Object.freeze(toMemory(row)));
    }
  }

  forget(): void {
    this.#byId = undefined;
  }

  #current(): Map<string, Readonly<Memory>> {
    const version = this.#database.pragma('data_version', { simple: true });
    if (this.#byId === undefined || version !== this.#version) {
      this.#byId = new Map(this.#all.all().map((row) => [row.public_id, Object.freeze(toMemory(row))]));
      this.#version = version;
    }
    return this.#byId;
  }
}

function isSearched(scope: MemoryScope, scopes: SearchedScopes): boolean {
  return scope.type === 'everywhere' || scopes === 'all' || scopes.includes(scope.id);
}

/** As the SQL below has it. */
function stands({ status, pinned, kind }: Memory): boolean {
  return status === 'active' && (pinned || kind === 'preference' || kind === 'instruction');
}

const standing = `m.status = 'active' AND (m.pinned = 1 OR m.kind IN ('preference', 'instruction'))`;
