/**
 * Memories in the database: the one way in and out for everything outside the store. Owns that a memory's row, units,
 * words, vectors and history change in one transaction. Knows nothing of what makes a memory worth keeping or recalling.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Memory, MemoryEvent, MemoryScope, Remembered } from '#shared/memory/memory.ts';
import { ImportedTurns } from './search/imported-turns.ts';
import { syncLog } from './database/log-upkeep.ts';
import { MemoryChanges } from './memories/memory-changes.ts';
import type { ChangeStep } from './memories/change-step.ts';
import { MemoryConflicts } from './memories/memory-conflicts.ts';
import type { Conflict } from './memories/memory-conflicts.ts';
import { MemoryEndings } from './memories/memory-endings.ts';
import { MemoryHistory } from './memories/memory-history.ts';
import type { ChangeOrigin } from './memories/memory-history.ts';
import { MemoryProposals } from './memories/memory-proposals.ts';
import { MemoryPurge } from './forgetting/memory-purge.ts';
import { MemoryRecords } from './memories/memory-records.ts';
import { memorySelect, scopeKey, toMemory } from './memories/memory-row.ts';
import type { MemoryRow } from './memories/memory-row.ts';
import { MemorySearch } from './search/memory-search.ts';
import type { AlikeUnit, FoundUnit } from './search/memory-search.ts';
import { MemoryViews } from './memory-page/memory-views.ts';
import { rememberedBy } from './memories/remembered.ts';
import { PrivateTexts } from './search/private-texts.ts';
import { StandingMemories } from './memories/standing-memories.ts';
import { plainText, textKey } from './memories/text-key.ts';
import { transact, transactSoon } from './database/transact.ts';
import { VectorIndex } from './vectors/vector-index.ts';
import type { SearchedScopes } from './vectors/searched-scopes.ts';
import type { ComparedMemory } from './vectors/compared-vectors.ts';
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
  readonly #endings: MemoryEndings;
  readonly #private: PrivateTexts;
  /** What the memory page shows. */
  readonly views: MemoryViews;
  /** For forgetting for good alone; callers give the transaction and note the change. */
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
    this.#endings = new MemoryEndings(database);
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
   * Applies a change whole or not at all. Throws `not_found` for an unknown id, `internal` for vectors of another length
   * than their embedder gave before, `disk_full`.
   * @returns the memories it touched, as they are after it, in the order of its steps.
   */
  apply(
    steps: readonly ChangeStep[],
    origin: ChangeOrigin & { readonly changeId?: string | undefined },
  ): { changeId: string; memories: Memory[] } {
    const change = transact(this.#database, () => this.#changes.apply(steps, origin, origin.changeId));
    this.#changed(change.memories);
    return change;
  }

  /** Throws `not_found`, or `changed_since` when it was undone already or a memory of it was changed again. */
  undo(changeId: string, origin: ChangeOrigin): Memory[] {
    const memories = transact(this.#database, () => this.#changes.undo(changeId, origin));
    this.#changed(memories);
    return memories;
  }

  /** The memories that a change touched, some of them perhaps twice, so many at a time; see `MemoryHistory.changed`. */
  changedBy(changeId: string, after: number, limit: number): { ids: string[]; next: number | null } {
    return this.#history.changed(changeId, after, limit);
  }

  /** Those of these memories in which a change was not taken back yet. Throws `changed_since` when one changed again. */
  undoable(changeId: string, ids: readonly string[]): readonly string[] {
    return this.#changes.undoable(changeId, ids);
  }

  /**
   * Takes a change back in these memories, in one transaction. Those that were changed again since, or in which it was taken
   * back before, are passed over.
   * @returns the memories it touched, as they are after it.
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
   * All that `work` does to memories is one transaction; none of it stays when it throws. It outlives the process at once, and
   * a failure of the machine from the next `synced` on.
   */
  together<T>(work: () => T): T {
    try {
      return transactSoon(this.#database, work);
    } catch (thrown) {
      // What is kept in memory followed changes that are gone now.
      this.noteChanges(0);
      throw thrown;
    }
  }

  /** Resolves when all that was changed is on disk. */
  async synced(): Promise<void> {
    if (!this.#database.memory) await syncLog(this.#database.name);
  }

  /** Counts a use of each memory by one answer. */
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

  /** Several at once, in the order of their ids; those that are gone are left out. */
  getAll(ids: readonly string[]): Memory[] {
    return this.#records.findAll(ids);
  }

  /** What a pending memory was made to replace, by id. */
  replacedBy(id: string): string[] {
    return this.#proposals.replacedBy(id);
  }

  openConflicts(limit: number, offset: number): { items: Conflict[]; total: number } {
    return this.#conflicts.open(limit, offset);
  }

  conflict(id: string): Conflict | undefined {
    return this.#conflicts.find(id);
  }

  /** The two contradict each other no more, as the user says. */
  keepBoth(conflictId: string, at: number): void {
    transact(this.#database, () => this.#conflicts.keepBoth(conflictId, at));
    this.views.noteChange();
  }

  /** Ids of memories in use that hold no longer. */
  over(now: number, limit: number): string[] {
    return this.#endings.over(now, limit);
  }

  /** Ids of memories that have been forgotten since that time or longer. */
  binnedBefore(time: number, limit: number): string[] {
    return this.#endings.binnedBefore(time, limit);
  }

  /** True for a text that the user rejected in review, but for case, spacing and closing punctuation. */
  wasRejected(text: string): boolean {
    return this.#proposals.wasRejected(text);
  }

  /** Active memories that are pinned, preferences or instructions; newest first. */
  standing(scopes: SearchedScopes = []): Memory[] {
    return this.#standing.newestFirst(scopes);
  }

  /** Active memories of any kind, newest first. */
  newest(limit: number, scopes: SearchedScopes = []): Memory[] {
    return this.#search.newest(limit, scopes);
  }

  /** Reads the standing memories in advance, some at a time; `standing` would read all of them at once. */
  async warmStanding(breathe: () => Promise<void>): Promise<void> {
    await this.#standing.warm(breathe);
  }

  /** Units of active memories that hold any of the terms, best first. Never throws on any text. */
  searchWords(terms: readonly string[], limit: number, scopes: SearchedScopes = []): FoundUnit[] {
    return this.#search.byWords(terms, limit, scopes);
  }

  /** Units of active memories nearest in meaning. Throws `internal` when the vector's length is not the embedder's. */
  searchMeaning(vector: Float32Array, embedder: string, limit: number, scopes?: SearchedScopes): AlikeUnit[] {
    return this.#search.byMeaning(vector, embedder, limit, scopes);
  }

  /** How alike each of these memories is; by its id; those without a vector are left out. */
  compareMeaning(
    vector: Float32Array,
    embedder: string,
    memoryIds: readonly string[],
  ): ReadonlyMap<string, ComparedMemory> {
    return this.#search.compareMeaning(vector, embedder, memoryIds);
  }

  /** What was said around each of these that is a turn of an imported chat; see `ImportedTurns.around`. */
  turnsAround(ids: readonly string[], reach: number): Memory[][] {
    return this.#turns.around(ids, reach);
  }

  /** How many active memories hold each term, in any of its grammatical forms that the index takes for one. */
  countTerms(terms: readonly string[]): Map<string, number> {
    return this.#search.countTerms(terms);
  }

  /** Active memories of exactly this subject in one scope, newest first. */
  bySubject(subject: string, scope: MemoryScope = { type: 'everywhere' }): Memory[] {
    return this.#bySubject.all(subject, scopeKey(scope)).map(toMemory);
  }

  /** The newest active memory of a scope whose text differs in case, spacing and closing punctuation at most. */
  sameText(text: string, scope: MemoryScope = { type: 'everywhere' }): Memory | undefined {
    if (plainText(text) === '') return undefined;
    const row = this.#byTextKey.get(textKey(text), scopeKey(scope));
    return row === undefined ? undefined : toMemory(row);
  }

  /** Texts and cues of private memories of every status that hold any of these words, best first. */
  privateTexts(words: readonly string[], limit: number): string[] {
    return this.#private.holding(words, limit);
  }

  /** True when a memory of the same text waits in review. */
  proposed(text: string, scope: MemoryScope = { type: 'everywhere' }): boolean {
    return plainText(text) !== '' && this.#proposed.get(textKey(text), scopeKey(scope)) !== undefined;
  }

  /** Remembered between changes; beyond a hundred memories off by one in a hundred at most. */
  countActive(): number {
    return this.#search.counts.active();
  }

  /** Another one after each change of the file, by this connection or another. */
  revision(): string {
    return this.#revision.get() ?? '';
  }

  /** Newest first. */
  history(id: string): MemoryEvent[] {
    return this.#history.ofMemory(id);
  }

  /** The chips of one message. */
  remembered(messageId: string): Remembered[] {
    return rememberedBy(messageId, this.#history, this.#records);
  }

  /** Texts that still lack a vector by an embedder, of active and paused memories, oldest first; private ones if wanted. */
  unitsWithoutVectors(embedder: string, limit: number, withPrivate = true): UnitText[] {
    return this.#vectors.unitsWithout(embedder, limit, withPrivate);
  }

  /** How many `unitsWithoutVectors` there are. */
  countWithoutVectors(embedder: string, withPrivate = true): number {
    return this.#vectors.countWithout(embedder, withPrivate);
  }

  /**
   * Stores vectors made later, one for each unit of `unitsWithoutVectors`, in its order. Units that changed meanwhile are
   * passed over. Throws `internal` when a vector has the wrong length; then none is stored.
   */
  putVectors(units: readonly UnitText[], vectors: UnitVectors): void {
    transact(this.#database, () =>
      this.#vectors.fill(
        units.map((unit) => unit.unitId),
        vectors,
      ),
    );
  }

  /** To be called when another connection changed so many memories: counts that were remembered grow old. */
  noteChanges(memories: number): void {
    this.#standing.forget();
    this.views.noteChange();
    this.#search.counts.noteChanges(memories);
  }

  /** After the commit: what is kept in memory follows what is in the file. */
  #changed(memories: readonly Memory[]): void {
    this.#standing.take(memories);
    this.#search.counts.noteChanges(memories.length);
    this.views.noteChange();
  }
}

const inScope = `coalesce(m.scope_id, '') = ?`;
const newestFirst = 'ORDER BY m.updated_at DESC, m.id DESC';
