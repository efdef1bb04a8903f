/**
 * Memories in the database: the only way in and out for everything outside the store. Owns that a memory's row, units,
 * words, vectors and history change in one transaction. Does not know what makes a memory worth keeping or recalling.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Memory, MemoryEvent, MemoryScope, Remembered } from '#shared/memory/memory.ts';
import { ImportedTurns } from './search/imported-turns.ts';
import { syncWal } from './database/wal-checkpointer.ts';
import { MemoryChanges } from './memories/memory-changes.ts';
import type { ChangeStep } from './memories/change-step.ts';
import { MemoryConflicts } from './memories/memory-conflicts.ts';
import type { Conflict, ConflictingIds } from './memories/memory-conflicts.ts';
import { MemoryExpiry } from './memories/memory-expiry.ts';
import { MemoryHistory } from './memories/memory-history.ts';
import type { ChangeOrigin } from './memories/memory-history.ts';
import { MemoryProposals } from './memories/memory-proposals.ts';
import { MemoryPurge } from './forgetting/memory-purge.ts';
import { MemoryRecords } from './memories/memory-records.ts';
import { memorySelect, scopeKey, toMemory } from './memories/memory-row.ts';
import type { MemoryRow } from './memories/memory-row.ts';
import { MemorySearch } from './search/memory-search.ts';
import type { SimilarUnit, FoundUnit } from './search/memory-search.ts';
import { MemoryViews } from './memory-page/memory-views.ts';
import { rememberedBy } from './memories/remembered.ts';
import { PrivateTexts } from './search/private-texts.ts';
import { StandingMemories } from './memories/standing-memories.ts';
import { normalizedText, textKey } from './memories/text-key.ts';
import { transact, transactUnsynced } from './database/transact.ts';
import { VectorIndex } from './vectors/vector-index.ts';
import type { SearchedScopes } from './vectors/searched-scopes.ts';
import type { MemorySimilarity } from './vectors/vector-cache.ts';
import type { UnitText, UnitVectors } from './vectors/vector-index.ts';

export class MemoryRepository {
  readonly #database: Database;
  readonly #vectors: VectorIndex;
  readonly #records: MemoryRecords;
  readonly #history: MemoryHistory;
  readonly #changes: MemoryChanges;
  readonly #conflicts: MemoryConflicts;
  readonly #proposals: MemoryProposals;
  readonly #search: MemorySearch;
  readonly #expiry: MemoryExpiry;
  readonly #private: PrivateTexts;
  /** The memory page's read models. */
  readonly views: MemoryViews;
  /** Only for forgetting for good; callers give the transaction and call `noteChanges`. */
  readonly purging: MemoryPurge;
  readonly #standing: StandingMemories;
  readonly #turns: ImportedTurns;
  readonly #bySubject: Statement<[string, string], MemoryRow>;
  readonly #byTextKey: Statement<[Buffer, string], MemoryRow>;
  readonly #proposed: Statement<[Buffer, string], number>;
  readonly #revision: Statement<[], string>;

  /** @param database an open database of the newest schema. */
  constructor(database: Database) {
    this.#database = database;
    this.#vectors = new VectorIndex(database);
    this.#records = new MemoryRecords(database, this.#vectors);
    this.#history = new MemoryHistory(database);
    this.#conflicts = new MemoryConflicts(database, this.#records);
    this.#proposals = new MemoryProposals(database);
    this.#changes = new MemoryChanges(this.#records, this.#history, this.#conflicts, this.#proposals);
    this.#search = new MemorySearch(database, this.#records, this.#vectors);
    this.views = new MemoryViews(database, this.#records);
    this.#expiry = new MemoryExpiry(database);
    this.#private = new PrivateTexts(database);
    this.purging = new MemoryPurge(database, this.#records, this.#vectors);
    this.#turns = new ImportedTurns(database, this.#records);
    this.#standing = new StandingMemories(database);
    this.#bySubject = database.prepare(
      `${memorySelect} WHERE m.subject = ? AND m.status = 'active' AND ${inScope} ${newestFirst}`,
    );
    this.#proposed = database
      .prepare<[Buffer, string], number>(
        `SELECT 1 FROM memories m WHERE m.text_key = ? AND m.status = 'pending' AND ${inScope} LIMIT 1`,
      )
      .pluck();
    this.#revision = database
      .prepare<[], string>(`SELECT total_changes() || ' ' || data_version FROM pragma_data_version`)
      .pluck();
    this.#byTextKey = database.prepare(
      `${memorySelect} WHERE m.text_key = ? AND m.status = 'active' AND ${inScope} ${newestFirst}`,
    );
  }

  /**
   * Applies a change in one transaction. Throws `not_found` for an unknown id, `internal` for vectors whose length
   * differs from the embedder's earlier ones, `disk_full`.
   * @returns the memories it touched, in their new state, in the order of its steps.
   */
  apply(
    steps: readonly ChangeStep[],
    origin: ChangeOrigin & { readonly changeId?: string | undefined },
  ): { changeId: string; memories: Memory[] } {
    const change = transact(this.#database, () => this.#changes.apply(steps, origin, origin.changeId));
    this.#changed(change.memories);
    return change;
  }

  /**
   * Undoes a change. Throws `not_found`, `changed_since` when it was undone already or one of its memories changed
   * again.
   */
  undo(changeId: string, origin: ChangeOrigin): Memory[] {
    const memories = transact(this.#database, () => this.#changes.undo(changeId, origin));
    this.#changed(memories);
    return memories;
  }

  /** One page of the memories that a change touched, possibly with duplicates; see `MemoryHistory.changed`. */
  changedBy(changeId: string, after: number, limit: number): { ids: string[]; next: number | null } {
    return this.#history.changed(changeId, after, limit);
  }

  /** The ids among these in which a change is not undone yet. Throws `changed_since` when one changed again. */
  undoable(changeId: string, ids: readonly string[]): readonly string[] {
    return this.#changes.undoable(changeId, ids);
  }

  /**
   * Undoes a change in these memories, in one transaction. Skips those that changed again since or in which it is
   * already undone.
   * @returns the memories it touched, in their new state.
   */
  takeBack(
    changeId: string,
    ids: readonly string[],
    origin: ChangeOrigin & { readonly changeId?: string | undefined },
  ): Memory[] {
    const memories = transact(this.#database, () =>
      this.#changes.takeBack(changeId, ids, origin, origin.changeId),
    );
    this.#changed(memories);
    return memories;
  }

  /**
   * Runs `work` in one transaction; nothing of it stays when it throws. The commit survives a crash of the process at
   * once, and a power failure after the next `synced`.
   */
  inTransaction<T>(work: () => T): T {
    try {
      return transactUnsynced(this.#database, work);
    } catch (thrown) {
      // The caches followed changes that were rolled back.
      this.noteChanges(0);
      throw thrown;
    }
  }

  /** Resolves when all changes are on disk. */
  async synced(): Promise<void> {
    if (!this.#database.memory) await syncWal(this.#database.name);
  }

  /** Counts one use of each memory, by one answer. */
  markUsed(memoryIds: readonly string[], at: number): void {
    transact(this.#database, () => {
      for (const id of new Set(memoryIds)) this.#records.use(id, at);
    });
    this.#standing.refresh(memoryIds);
    this.views.noteChange();
  }

  get(id: string): Memory | undefined {
    return this.#records.find(id)?.memory;
  }

  /** In the order of the ids; missing ones are left out. */
  getAll(ids: readonly string[]): Memory[] {
    return this.#records.findAll(ids);
  }

  /** Ids of the memories that a pending one would replace. */
  replacedBy(id: string): string[] {
    return this.#proposals.replacedBy(id);
  }

  openConflicts(limit: number, offset: number): { items: Conflict[]; total: number } {
    return this.#conflicts.open(limit, offset);
  }

  conflictingIds(): ConflictingIds[] {
    return this.#conflicts.ids();
  }

  conflict(id: string): Conflict | undefined {
    return this.#conflicts.find(id);
  }

  /** Resolves a conflict: the user keeps both. */
  keepBoth(conflictId: string, at: number): void {
    transact(this.#database, () => this.#conflicts.keepBoth(conflictId, at));
    this.views.noteChange();
  }

  /** Ids of active and paused memories whose validity has ended. */
  expired(now: number, limit: number): string[] {
    return this.#expiry.expired(now, limit);
  }

  /** Ids of memories that were forgotten at or before `time` (ms since 1970 UTC). */
  binnedBefore(time: number, limit: number): string[] {
    return this.#expiry.binnedBefore(time, limit);
  }

  /** True for a text that the user rejected in review, ignoring case, white space and closing punctuation. */
  wasRejected(text: string): boolean {
    return this.#proposals.wasRejected(text);
  }

  /** Standing memories: active ones that are pinned, preferences or instructions; newest first. */
  standing(scopes: SearchedScopes = []): Memory[] {
    return this.#standing.newestFirst(scopes);
  }

  /** Active memories of any kind, newest first. */
  newest(limit: number, scopes: SearchedScopes = []): Memory[] {
    return this.#search.newest(limit, scopes);
  }

  /** Fills the cache of standing memories in slices; otherwise the next `standing` reads all of them at once. */
  async warmStanding(yieldToEventLoop: () => Promise<void>): Promise<void> {
    await this.#standing.warm(yieldToEventLoop);
  }

  /** Units of active memories that contain any of the terms, best first. Accepts any text without throwing. */
  searchWords(terms: readonly string[], limit: number, scopes: SearchedScopes = []): FoundUnit[] {
    return this.#search.byWords(terms, limit, scopes);
  }

  /** Units of active memories nearest in meaning. Throws `internal` when the vector's length is not the embedder's. */
  searchMeaning(
    vector: Float32Array,
    embedder: string,
    limit: number,
    scopes?: SearchedScopes,
  ): SimilarUnit[] {
    return this.#search.byMeaning(vector, embedder, limit, scopes);
  }

  /** Cosine similarity of the vector to each of these memories, by id; those without a vector are left out. */
  similarities(
    vector: Float32Array,
    embedder: string,
    memoryIds: readonly string[],
  ): ReadonlyMap<string, MemorySimilarity> {
    return this.#search.similarities(vector, embedder, memoryIds);
  }

  /** The turns around each of these that is a turn of an imported chat; see `ImportedTurns.around`. */
  turnsAround(ids: readonly string[], reach: number): Memory[][] {
    return this.#turns.around(ids, reach);
  }

  /** How many active memories contain each term, in any inflected form that the index's stemmer maps to it. */
  countTerms(terms: readonly string[]): Map<string, number> {
    return this.#search.countTerms(terms);
  }

  /** Active memories of exactly this subject in one scope, newest first. */
  bySubject(subject: string, scope: MemoryScope = { type: 'everywhere' }): Memory[] {
    return this.#bySubject.all(subject, scopeKey(scope)).map(toMemory);
  }

  /** The newest active memory of a scope with the same text, ignoring case, white space and closing punctuation. */
  sameText(text: string, scope: MemoryScope = { type: 'everywhere' }): Memory | undefined {
    if (normalizedText(text) === '') return undefined;
    const row = this.#byTextKey.get(textKey(text), scopeKey(scope));
    return row === undefined ? undefined : toMemory(row);
  }

  /** Texts and cues of private memories of any status that contain any of these words, best first. */
  privateTexts(words: readonly string[], limit: number): string[] {
    return this.#private.containing(words, limit);
  }

  /** True when a memory with the same text waits for review. */
  proposed(text: string, scope: MemoryScope = { type: 'everywhere' }): boolean {
    return normalizedText(text) !== '' && this.#proposed.get(textKey(text), scopeKey(scope)) !== undefined;
  }

  /** Number of active memories. Cached between changes; above a hundred it may be off by up to one percent. */
  countActive(): number {
    return this.#search.counts.active();
  }

  /** Changes with every write to the file, by this or another connection. */
  revision(): string {
    return this.#revision.get() ?? '';
  }

  /** Newest first. */
  history(id: string): MemoryEvent[] {
    return this.#history.ofMemory(id);
  }

  /** What a message taught, for the chips below it. */
  remembered(messageId: string): Remembered[] {
    return rememberedBy(messageId, this.#history, this.#records);
  }

  /** Texts of active and paused memories without a vector by this embedder, oldest first. */
  unitsWithoutVectors(embedder: string, limit: number, withPrivate = true): UnitText[] {
    return this.#vectors.unitsWithout(embedder, limit, withPrivate);
  }

  /** Number of `unitsWithoutVectors`. */
  countWithoutVectors(embedder: string, withPrivate = true): number {
    return this.#vectors.countWithout(embedder, withPrivate);
  }

  /**
   * Stores vectors for units from `unitsWithoutVectors`, in the same order; skips units that changed meanwhile. Throws
   * `internal` when a vector has the wrong length; then none is stored.
   */
  putVectors(units: readonly UnitText[], vectors: UnitVectors): void {
    transact(this.#database, () =>
      this.#vectors.backfill(
        units.map((unit) => unit.unitId),
        vectors,
      ),
    );
  }

  /** Call after another connection changed this many memories: it invalidates caches. */
  noteChanges(memories: number): void {
    this.#standing.invalidate();
    this.views.noteChange();
    this.#search.counts.noteChanges(memories);
  }

  /** Updates the caches after a commit. */
  #changed(memories: readonly Memory[]): void {
    this.#standing.applyChanges(memories);
    this.#search.counts.noteChanges(memories.length);
    this.views.noteChange();
  }
}

const inScope = `coalesce(m.scope_id, '') = ?`;
const newestFirst = 'ORDER BY m.updated_at DESC, m.id DESC';
