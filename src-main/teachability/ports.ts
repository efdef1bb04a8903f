/**
 * What teachability needs from the rest of Tutee. Teachability imports only shared/ and these ports; compose.ts connects them to the
 * store and the models, and the compiler proves that they fit.
 */
import type { Remains } from '#shared/contract/memory/memory-forgetting.ts';
import type { MemoryConflict } from '#shared/contract/memory/memory-review.ts';
import type { HealthFinding, TimelineEntry, TimelinePosition } from '#shared/contract/memory/memory-views.ts';
import type { MemoryDetail } from '#shared/contract/memories.ts';
import type { MemoryCounts, MemoryFilter, MemorySort } from '#shared/memory/memory-filter.ts';
import type {
  Cue,
  Memory,
  MemoryAction,
  MemoryActor,
  MemoryEvent,
  MemoryScope,
  MemorySource,
  MemoryValue,
  Remembered,
} from '#shared/memory/memory.ts';

/** Vectors of one memory's text and cues by one embedder, in the order text, cue 0, cue 1 … */
export interface MemoryVectors {
  /** Embedder.key */
  readonly embedder: string;
  readonly dimensions: number;
  readonly vectors: readonly Float32Array[];
}

/** The origin of a change of memories. */
export interface ChangeContext {
  readonly actor: MemoryActor;
  readonly at: number;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  /** The id of the whole change, if it is too large for one transaction and this is a part of it. */
  readonly changeId?: string | undefined;
}

/** One step of a change. A change is applied whole, in one transaction, or not at all. */
export type MemoryStep =
  | {
      readonly type: 'add';
      readonly id: string;
      readonly value: MemoryValue;
      readonly source: MemorySource;
      /** Null when no embedder could be reached: the memory is stored and found by words; its vectors follow later. */
      readonly vectors: MemoryVectors | null;
      /** For a pending memory: what it supersedes once it is approved. */
      readonly replaces?: readonly string[];
    }
  | {
      readonly type: 'update';
      readonly id: string;
      readonly action: Exclude<MemoryAction, 'learned' | 'confirmed' | 'undone'>;
      readonly value: MemoryValue;
      /** Needed when text or cues change; null then means as in `add`. */
      readonly vectors?: MemoryVectors | null;
      readonly supersededBy?: string | null;
    }
  /** The user said the same again: counted, nothing else changes. */
  | { readonly type: 'confirm'; readonly id: string }
  /** Memory `id` contradicts the older memory `with`, and only the user can say which is true; `reason` is shown to them. */
  | { readonly type: 'conflict'; readonly id: string; readonly with: string; readonly reason: string };

export interface MemoryChange {
  readonly changeId: string;
  readonly memories: readonly Memory[];
}

/** Memories that one change touched, in order; may contain duplicates. */
export interface ChangedMemories {
  readonly ids: readonly string[];
  /** Where the next page begins; null on the last page. */
  readonly next: number | null;
}

/** Writing side of the memory store. Every method is one transaction: row, words, vectors and history together. */
export interface MemoryWriter {
  apply(steps: readonly MemoryStep[], context: ChangeContext): MemoryChange;
  /** Throws `not_found`, or `changed_since` when a memory of the change was changed again. */
  undo(changeId: string, context: ChangeContext): Memory[];
  /** @param after 0, or `next` of the call before. */
  changedBy(changeId: string, after: number, limit: number): ChangedMemories;
  /** Which of these memories still have the change. Throws `changed_since` if one was changed again. */
  undoable(changeId: string, ids: readonly string[]): readonly string[];
  /** Undoes a part of a change; skips memories that were changed again since. */
  takeBack(changeId: string, ids: readonly string[], context: ChangeContext): Memory[];
  /**
   * Runs `work` in one transaction, which is rolled back if it throws. The result survives a kill of the process at once, and a failure of
   * the machine from the next `synced` on: for work in many parts of which only the whole is reported.
   */
  inTransaction<T>(work: () => T): T;
  /** Resolves when all changes are on disk. */
  synced(): Promise<void>;
  /** Counts a use of each memory by one answer. */
  markUsed(memoryIds: readonly string[], at: number): void;
}

/** One indexed unit of a memory: its text (`cue` null) or one of its cues. */
export interface UnitHit {
  readonly memory: Memory;
  readonly cue: Cue | null;
}

/** `cosine` is exact, -1..1. */
export interface MeaningHit extends UnitHit {
  readonly cosine: number;
}

/** The similarity of a memory in meaning. */
export interface Alike {
  /** Which of its cues is nearest, from 0; null when the memory's text is. */
  readonly cue: number | null;
  /** Exact cosine, -1..1. */
  readonly cosine: number;
  /** Cosine of the text alone; null if it was not compared. */
  readonly text: number | null;
}

/** Which scopes to search: all, or everywhere together with these assistants and projects, by id. */
export type SearchedScopes = 'all' | readonly string[];

/** Ids of two memories that may not both be true. */
export interface ConflictingIds {
  readonly older: string;
  readonly newer: string;
}

/** Reading side of the memory store. Searches return active memories only, best units first. */
export interface MemoryReader {
  get(id: string): Memory | undefined;
  /** In the order of the ids; deleted ones are left out. */
  getAll(ids: readonly string[]): Memory[];
  /** Active memories that are pinned, preferences or instructions; newest first. Without scopes: those of everywhere. */
  standing(scopes?: SearchedScopes): Memory[];
  /** Loads what `standing` returns into the cache, yielding to the event loop. */
  warmStanding(yieldToEventLoop: () => Promise<void>): Promise<void>;
  /** Active memories of any kind, newest first. Without scopes: those of everywhere. */
  newest(limit: number, scopes?: SearchedScopes): Memory[];
  /** Any of the terms may match; an empty list finds nothing. Terms are plain words, never FTS5 syntax. */
  searchWords(terms: readonly string[], limit: number, scopes?: SearchedScopes): UnitHit[];
  searchMeaning(vector: Float32Array, embedder: string, limit: number, scopes?: SearchedScopes): MeaningHit[];
  /** The best unit of each of these memories by memory id, whatever its distance; memories without vectors are left out. */
  similarities(
    vector: Float32Array,
    embedder: string,
    memoryIds: readonly string[],
  ): ReadonlyMap<string, Alike>;
  /**
   * For each of these memories that is a turn of an imported chat: up to `reach` turns before it, itself, and up to `reach`
   * after it, in the order of talk.
   */
  turnsAround(ids: readonly string[], reach: number): Memory[][];
  /** The number of active memories that contain each term, so that rare words weigh more; missing terms count 0. */
  countTerms(terms: readonly string[]): Map<string, number>;
  /** Active memories with exactly this subject, in a scope (everywhere if left out); newest first. */
  bySubject(subject: string, scope?: MemoryScope): Memory[];
  /** The active memory of a scope with the same text, ignoring case, spacing and final punctuation. */
  sameText(text: string, scope?: MemoryScope): Memory | undefined;
  /** The ids of the memories that a pending memory replaces. */
  replacedBy(id: string): string[];
  /** Whether a memory with the same text waits in review. */
  proposed(text: string, scope?: MemoryScope): boolean;
  /** Whether the user rejected this text in review. */
  wasRejected(text: string): boolean;
  countActive(): number;
  /** The pairs of active memories that may not both be true and of which the user has not said that both are. */
  conflictingIds(): readonly ConflictingIds[];
  /** Changes with every change of the store, whoever made it. */
  revision(): string;
  history(id: string): MemoryEvent[];
}

/** A filter; every condition is optional. */
export type PageFilter = {
  readonly [Name in keyof MemoryFilter]?: Readonly<MemoryFilter[Name]> | undefined;
};

/** The lists of the memory page: memories of any status. */
export interface MemoryPages {
  /** `alike`: ids found by meaning, best first; they follow those that contain the query's words. */
  page(
    filter: PageFilter,
    limit: number,
    offset: number,
    order?: { readonly sort?: MemorySort | undefined; readonly alike?: readonly string[] },
  ): { items: Memory[]; total: number };
  /** The same, yielding to the event loop: a search can find tens of thousands. */
  pageInSlices(...parameters: Parameters<MemoryPages['page']>): Promise<{ items: Memory[]; total: number }>;
  /** All matches of a filter, newest first; yields to the event loop. */
  idsInSlices(filter: PageFilter, alike: readonly string[]): Promise<string[]>;
  counts(): MemoryCounts;
  /** The same, yielding to the event loop. */
  countsInSlices(): Promise<MemoryCounts>;
  detail(id: string): Omit<MemoryDetail, 'related'> | undefined;
}

/** Contradictions between memories in use. */
export interface ConflictStore {
  /** Newest first. */
  openConflicts(limit: number, offset: number): { items: MemoryConflict[]; total: number };
  /** Settled or not. */
  conflict(id: string): MemoryConflict | undefined;
  keepBoth(id: string, at: number): void;
}

/** Memories that have expired or have been in the bin long enough. */
export interface EndingReader {
  /** Ids of active or paused memories that have expired. */
  expired(now: number, limit: number): string[];
  /** Ids of memories forgotten at that time or earlier. */
  binnedBefore(time: number, limit: number): string[];
}

/** Deletes memories for good. */
export interface MemoryPurger {
  /**
   * Searches chats and other texts for what these memories say. `inChats`, `mentions`, `sentTo` and `purge` then know the chats found.
   * Returns other memories, and texts of the user, that say it too and stay.
   */
  search(ids: readonly string[]): Promise<{
    readonly memories: Readonly<Remains['otherMemories']>;
    readonly texts: Readonly<Remains['otherTexts']>;
  }>;
  /** Which of these memories were taught in a chat, sent with an answer, or found in a chat. Reads many at once. */
  inChats(ids: readonly string[]): readonly string[];
  /** The chats that contain the words of these memories. `answers`: the number of answers among the messages that would be deleted whole; `files`: of attached files that say it. */
  mentions(ids: readonly string[]): readonly {
    readonly conversationId: string;
    readonly title: string;
    readonly messages: number;
    readonly answers: number;
    readonly files: number;
  }[];
  /** Names of the models that received them, or a message that taught them. */
  sentTo(ids: readonly string[]): readonly string[];
  /** Paths of copies of the database made earlier. */
  backups(): readonly string[];
  /** Reads once what several purges of parts of these would each read. */
  prepare(ids: readonly string[]): Promise<void>;
  /** One transaction. `chats`: also deletes the words from the chats. `keepRejections`: a rejected text stays rejected. */
  purge(
    ids: readonly string[],
    options: { readonly at: number; readonly chats: boolean; readonly keepRejections: boolean },
  ): {
    readonly memories: number;
    /** Chats and runs of agents that lost words. */
    readonly conversations: readonly string[];
    readonly runs: readonly string[];
  };
  /** Whether `erase` failed, or the process was killed between a purge and its `erase`. */
  readonly leftOver: boolean;
  /**
   * Ensures that purged data is nowhere in the files; true if they were rewritten for it. Throws `busy` after so many attempts, a tenth of a
   * second apart; left out: about five seconds.
   */
  erase(tries?: number): Promise<boolean>;
}

/** The views of the memory page beside its list. */
export interface OverviewReader {
  /** Newest first. */
  timeline(
    before: TimelinePosition | null,
    limit: number,
  ): { entries: TimelineEntry[]; next: TimelinePosition | null };
  /** Largest first. */
  groups(by: 'subject' | 'topic' | 'tag'): { readonly label: string; readonly count: number }[];
  health(now: number): HealthFinding[];
  counts(): MemoryCounts;
}

/** The chips of one message, derived by the store from history. */
export interface RememberedReader {
  remembered(messageId: string): Remembered[];
}
