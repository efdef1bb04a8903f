/**
 * Imports in the database: adds memories with their counts, times and history, one transaction per batch, and reverts
 * an import, also one that a killed process left unfinished. Knows rows only; what to import is decided elsewhere. Runs
 * on a worker's connection, so every method holds the write lock only briefly.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Memory, MemoryValue } from '#shared/memory/memory.ts';
import type { RecordedEvent } from '#shared/memory/memory-record.ts';
import type { ScopeName } from '#shared/project.ts';
import { ChatImports } from './chat-imports.ts';
import { ImportReversal } from './import-reversal.ts';
import type { Reverted } from './import-reversal.ts';
import { MemoryHistory } from '../memories/memory-history.ts';
import type { ChangeOrigin } from '../memories/memory-history.ts';
import { MemoryRecords } from '../memories/memory-records.ts';
import { memorySelect, toMemory, valueOf } from '../memories/memory-row.ts';
import type { MemoryRow } from '../memories/memory-row.ts';
import { normalizedText, textKey } from '../memories/text-key.ts';
import { ScopeNames } from '../memories/scope-names.ts';
import { transact } from '../database/transact.ts';
import { uuid7 } from '../database/uuid7.ts';
import { VectorIndex } from '../vectors/vector-index.ts';
import type { UnitVectors } from '../vectors/vector-index.ts';

export interface ImportedMemory {
  readonly memory: Memory;
  readonly vectors: UnitVectors | null;
}

export interface ImportedValue {
  /** Id of an existing memory. */
  readonly id: string;
  readonly value: MemoryValue;
  /** The memory that supersedes it; null when it is changed itself. */
  readonly supersededBy: string | null;
  readonly vectors: UnitVectors | null;
}

export interface ImportedHistory {
  readonly id: string;
  readonly supersededBy: string | null;
  /** Oldest first; when empty, its history starts with this import. */
  readonly events: readonly RecordedEvent[];
}

/** One step of taking back an import: its chats first, then its memories. */
export interface RevertedStep extends Reverted {
  readonly chats: number;
  readonly chatsKept: number;
}

type ItemAction = 'added' | 'changed';

export class MemoryImports {
  readonly #database: Database;
  readonly #records: MemoryRecords;
  readonly #history: MemoryHistory;
  readonly #reversal: ImportReversal;
  readonly #chats: ChatImports;
  readonly #bySubject: Statement<[string], MemoryRow>;
  readonly #byTextKey: Statement<[Buffer], MemoryRow>;
  readonly #rejected: Statement<[Buffer], number>;
  readonly #purged: Statement<[string], number>;
  readonly #begin: Statement<[{ id: string; name: string; at: number }]>;
  readonly #setState: Statement<[string, string]>;
  readonly #unfinished: Statement<[], string>;
  readonly #known: Statement<[string], string>;
  readonly #item: Statement<[{ import: string; row: number; action: ItemAction; updated: number | null }]>;
  readonly #brand: Statement<[Record<string, unknown>]>;
  readonly #link: Statement<[{ by: string; id: string }]>;
  readonly #insertEvent: Statement<[Record<string, unknown>]>;
  readonly #scopeNames: ScopeNames;
  readonly #rowOf: Statement<[string], number>;
  readonly #eventKnown: Statement<[string], number>;

  /** @param database an open database of the newest schema. */
  constructor(database: Database) {
    this.#database = database;
    const vectors = new VectorIndex(database);
    this.#records = new MemoryRecords(database, vectors);
    this.#history = new MemoryHistory(database);
    this.#scopeNames = new ScopeNames(database);
    this.#chats = new ChatImports(database);
    this.#reversal = new ImportReversal(database, this.#records, vectors);
    this.#bySubject = database.prepare(`${memorySelect} WHERE m.subject = ? ORDER BY m.updated_at DESC`);
    this.#byTextKey = database.prepare(`${memorySelect} WHERE m.text_key = ? ORDER BY m.updated_at DESC`);
    this.#rejected = database
      .prepare<[Buffer], number>('SELECT 1 FROM rejected_texts WHERE text_key = ?')
      .pluck();
    this.#purged = database
      .prepare<[string], number>('SELECT 1 FROM purged_memories WHERE public_id = ?')
      .pluck();
    this.#begin = database.prepare(
      `INSERT INTO imports (id, name, at, state) VALUES (:id, :name, :at, 'applying')`,
    );
    this.#setState = database.prepare('UPDATE imports SET state = ? WHERE id = ?');
    this.#unfinished = database
      .prepare<[], string>(`SELECT id FROM imports WHERE state <> 'done' ORDER BY id`)
      .pluck();
    this.#known = database.prepare<[string], string>('SELECT state FROM imports WHERE id = ?').pluck();
    this.#item = database.prepare(itemSql);
    this.#brand = database.prepare(brandSql);
    this.#link = database.prepare(
      'UPDATE memories SET superseded_by = (SELECT id FROM memories WHERE public_id = :by) WHERE public_id = :id',
    );
    this.#insertEvent = database.prepare(eventSql);
    this.#rowOf = database.prepare<[string], number>('SELECT id FROM memories WHERE public_id = ?').pluck();
    this.#eventKnown = database.prepare<[string], number>('SELECT 1 FROM memory_events WHERE id = ?').pluck();
  }

  /** Saves names of assistants and projects that do not exist here. */
  nameScopes(names: readonly ScopeName[]): void {
    transact(this.#database, () => this.#scopeNames.addImported(names));
  }

  byId(id: string): Memory | undefined {
    return this.#records.find(id)?.memory;
  }

  /** Memories of any status with the same text, ignoring case, white space and closing punctuation; newest first. */
  bySameText(text: string): Memory[] {
    return normalizedText(text) === '' ? [] : this.#byTextKey.all(textKey(text)).map(toMemory);
  }

  /** True when the user forgot this memory for good. */
  wasPurged(id: string): boolean {
    return this.#purged.get(id) !== undefined;
  }

  /** True when the user rejected this text in review. */
  wasRejected(text: string): boolean {
    return this.#rejected.get(textKey(text)) !== undefined;
  }

  /** Memories of any status of exactly this subject, newest first. */
  bySubject(subject: string): Memory[] {
    return this.#bySubject.all(subject).map(toMemory);
  }

  begin(id: string, name: string, at: number): void {
    transact(this.#database, () => this.#begin.run({ id, name, at }));
  }

  /** Adds memories without their histories and successors, which `finishMemories` adds. */
  add(importId: string, memories: readonly ImportedMemory[]): void {
    transact(this.#database, () => {
      for (const { memory, vectors } of memories) {
        const row = this.#records.add({
          id: memory.id,
          value: valueOf(memory),
          source: memory.source,
          vectors,
          at: memory.createdAt,
        });
        this.#brand.run({
          row,
          updated_at: memory.updatedAt,
          status_since: memory.statusSince,
          last_used_at: memory.lastUsedAt,
          use_count: memory.useCount,
          confirm_count: memory.confirmCount,
        });
        this.#note(importId, row, 'added');
      }
    });
  }

  /** Changes existing memories and records it in their history. */
  change(importId: string, values: readonly ImportedValue[], origin: ChangeOrigin): void {
    transact(this.#database, () => {
      for (const one of values) this.#changeOne(importId, one, origin);
    });
  }

  #changeOne(
    importId: string,
    { id, value, supersededBy, vectors }: ImportedValue,
    origin: ChangeOrigin,
  ): void {
    const stored = this.#records.need(id);
    const before = this.#rowOfNullable(stored.memory.supersededBy);
    const after = this.#rowOfNullable(supersededBy);
    this.#records.change(stored, { value, supersededBy: after, vectors, at: origin.at });
    this.#history.append(
      {
        changeId: importId,
        memoryRow: stored.row,
        action: supersededBy === null ? 'edited' : 'superseded',
        before: stored.memory,
        after: value,
        supersededBefore: before,
        supersededAfter: after,
        confirmations: 0,
        undoes: null,
      },
      origin,
    );
    this.#note(importId, stored.row, 'changed', stored.memory.updatedAt);
  }

  /** Adds histories and successors, which refer to memories: call it after all `add` calls. */
  finishMemories(importId: string, histories: readonly ImportedHistory[], origin: ChangeOrigin): void {
    transact(this.#database, () => {
      for (const history of histories) this.#finishOne(importId, history, origin);
    });
  }

  #finishOne(importId: string, history: ImportedHistory, origin: ChangeOrigin): void {
    const stored = this.#records.find(history.id);
    // A long import shares the database with the sweep and the user: what they removed for good since `add` stays removed.
    if (stored === undefined) return;
    const { row, memory } = stored;
    if (history.supersededBy !== null) this.#link.run({ id: history.id, by: history.supersededBy });
    for (const event of history.events) this.#insertEvent.run(this.#eventColumns(row, event));
    if (history.events.length === 0) {
      const after = this.#rowOfNullable(history.supersededBy);
      this.#history.append(
        {
          changeId: importId,
          memoryRow: row,
          action: 'learned',
          before: null,
          after: memory,
          supersededBefore: null,
          supersededAfter: after,
          confirmations: memory.confirmCount,
          undoes: null,
        },
        origin,
      );
    }
    this.#note(importId, row, 'added');
  }

  /** Completes the import. */
  finish(importId: string): void {
    // FULL syncs this commit with all earlier ones: a completed import is on disk.
    this.#database.pragma('synchronous = FULL');
    transact(this.#database, () => this.#setState.run('done', importId));
  }

  /** Ids of imports that a killed process left partly applied or partly reverted. */
  unfinished(): string[] {
    return this.#unfinished.all();
  }

  isKnown(importId: string): boolean {
    return this.#known.get(importId) !== undefined;
  }

  /** Starts reverting an import; memories that changed since are kept. Returns how many are kept. */
  beginReversal(importId: string): number {
    return transact(this.#database, () => {
      this.#setState.run('reverting', importId);
      return this.#reversal.keepChanged(importId);
    });
  }

  /** Reverts a part of an import; call until `hasMore` is false. The last call also deletes the import's record. */
  revert(importId: string, limit: number): RevertedStep {
    return transact(this.#database, () => {
      // One chat is as much work as some dozen memories.
      const { chats, chatsKept, hasMore } = this.#chats.revertOne(importId);
      if (hasMore) return { removed: 0, restored: 0, chats, chatsKept, hasMore };
      return { ...this.#reversal.step(importId, limit), chats: 0, chatsKept: 0 };
    });
  }

  #note(importId: string, row: number, action: ItemAction, updated: number | null = null): void {
    this.#item.run({ import: importId, row, action, updated });
  }

  #rowOfNullable(id: string | null): number | null {
    return id === null ? null : (this.#rowOf.get(id) ?? null);
  }

  /** The event id may exist already when a memory that was forgotten for good comes back. */
  #eventColumns(row: number, event: RecordedEvent): Record<string, unknown> {
    return {
      id: this.#eventKnown.get(event.id) === undefined ? event.id : uuid7(),
      change_id: event.changeId,
      memory_id: row,
      at: event.at,
      actor: event.actor,
      action: event.action,
      before: event.before === null ? null : JSON.stringify(valueOf(event.before)),
      after: event.after === null ? null : JSON.stringify(valueOf(event.after)),
      superseded_before: this.#rowOfNullable(event.supersededBefore),
      superseded_after: this.#rowOfNullable(event.supersededAfter),
      confirmations: event.confirmations,
      undoes: event.undoes,
      conversation_id: event.conversationId,
      message_id: event.messageId,
    };
  }
}

/** A memory that was added and then finished keeps its action; only its newest event is updated. */
const itemSql = `
  INSERT INTO import_items (import_id, memory_id, action, updated_before, seq)
  VALUES (:import, :row, :action, :updated, (SELECT coalesce(max(seq), 0) FROM memory_events WHERE memory_id = :row))
  ON CONFLICT (import_id, memory_id) DO UPDATE SET seq = excluded.seq`;

const brandSql = `
  UPDATE memories SET updated_at = :updated_at, status_since = :status_since, last_used_at = :last_used_at, use_count = :use_count,
    confirm_count = :confirm_count
  WHERE id = :row`;

const eventSql = `
  INSERT INTO memory_events (id, change_id, memory_id, at, actor, action, before, after, superseded_before,
    superseded_after, confirmations, undoes, conversation_id, message_id)
  VALUES (:id, :change_id, :memory_id, :at, :actor, :action, :before, :after, :superseded_before,
    :superseded_after, :confirmations, :undoes, :conversation_id, :message_id)`;

/** Memories per transaction at startup, when nothing else waits for the database. */
const REVERT_AT_START = 500;

/** Reverts imports that a killed process left unfinished. Call before anything reads memories. */
export function dropUnfinishedImports(database: Database): void {
  const unfinished = database.prepare(`SELECT 1 FROM imports WHERE state <> 'done' LIMIT 1`).get();
  if (unfinished === undefined) return;
  const imports = new MemoryImports(database);
  for (const id of imports.unfinished()) {
    imports.beginReversal(id);
    while (imports.revert(id, REVERT_AT_START).hasMore);
  }
}
