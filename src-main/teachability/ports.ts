/**
 * What teachability needs from the rest of Tutee. It knows shared/ and these ports, nothing else; compose.ts joins them
 * to the store and the models, and the compiler proves that they fit.
 */
import type { MemoryConflict } from '#shared/contract/memory-review.ts';
import type { HealthFinding, TimelineEntry, TimelinePosition } from '#shared/contract/memory-views.ts';
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

/** Where a change of memories came from. */
export interface ChangeContext {
  readonly actor: MemoryActor;
  readonly at: number;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  /** Of the change that this is one part of, when it is too large for one transaction. */
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
  /** The user said the same again: counts, changes nothing else. */
  | { readonly type: 'confirm'; readonly id: string }
  /** Memory `id` contradicts the older `with`, and only the user can say which holds; `reason` in plain words. */
  | { readonly type: 'conflict'; readonly id: string; readonly with: string; readonly reason: string };

export interface MemoryChange {
  readonly changeId: string;
  readonly memories: readonly Memory[];
}

/** Memories that one change touched, in its order, some of them perhaps twice. */
export interface ChangedMemories {
  readonly ids: readonly string[];
  /** Where to go on; null: these were the last. */
  readonly next: number | null;
}

/** Writing side of the memory store. Every method is one transaction: row, words, vectors and history together. */
export interface MemoryWriter {
  apply(steps: readonly MemoryStep[], context: ChangeContext): MemoryChange;
  /** Throws `not_found`, or `changed_since` when a memory of the change was changed again. */
  undo(changeId: string, context: ChangeContext): Memory[];
  /** @param after 0, or `next` of the call before. */
  changedBy(changeId: string, after: number, limit: number): ChangedMemories;
  /** Those of these memories in which a change was not taken back yet. Throws `changed_since` when one changed again. */
  undoable(changeId: string, ids: readonly string[]): readonly string[];
  /** Takes a part of a change back; memories that were changed again since are passed over. */
  takeBack(changeId: string, ids: readonly string[], context: ChangeContext): Memory[];
  /**
   * All that `work` does to memories is one transaction; none of it stays when it throws. It outlives the process at once, and
   * a failure of the machine from the next `synced` on: for work in many parts, of which only the whole is reported.
   */
  inTransaction<T>(work: () => T): T;
  /** Resolves when all that was changed is on disk. */
  synced(): Promise<void>;
  /** Counts a use of each memory by one answer. */
  markUsed(memoryIds: readonly string[], at: number): void;
}

/** One indexed piece of a memory: its text (`cue` null) or one of its cues. */
export interface UnitHit {
  readonly memory: Memory;
  readonly cue: Cue | null;
}

/** `cosine` is exact, -1..1. */
export interface MeaningHit extends UnitHit {
  readonly cosine: number;
}

/** How alike a memory is in meaning. */
export interface Alike {
  /** Which of its cues is nearest, from 0; null when the memory's text is. */
  readonly cue: number | null;
  /** Exact, -1..1. */
  readonly cosine: number;
  /** Of the text alone; null when it was not compared. */
  readonly text: number | null;
}

/** Which scopes to search: all, or everywhere together with these assistants and projects, by id. */
export type SearchedScopes = 'all' | readonly string[];

/** Reading side of the memory store. Searches see active memories only and give the best unit hits first. */
export interface MemoryReader {
  get(id: string): Memory | undefined;
  /** In the order of the ids; those that are gone are left out. */
  getAll(ids: readonly string[]): Memory[];
  /** Active memories that are pinned, preferences or instructions; newest first. Without scopes: those of everywhere. */
  standing(scopes?: SearchedScopes): Memory[];
  /** Reads in advance what `standing` gives, with others having their turn in between. */
  warmStanding(yieldToEventLoop: () => Promise<void>): Promise<void>;
  /** Any of the terms may match; an empty list finds nothing. Terms are plain words, never FTS5 syntax. */
  searchWords(terms: readonly string[], limit: number, scopes?: SearchedScopes): UnitHit[];
  searchMeaning(vector: Float32Array, embedder: string, limit: number, scopes?: SearchedScopes): MeaningHit[];
  /** The best unit of each of these memories, however far; by its id; those without a vector are left out. */
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
  /** How many active memories hold each term, for weighing rare words higher; missing terms count 0. */
  countTerms(terms: readonly string[]): Map<string, number>;
  /** Active memories of a scope, everywhere if none is given, whose subject is exactly this one; newest first. */
  bySubject(subject: string, scope?: MemoryScope): Memory[];
  /** The active memory of a scope whose text is the same but for case, spacing and closing punctuation. */
  sameText(text: string, scope?: MemoryScope): Memory | undefined;
  /** What a pending memory was made to replace, by id. */
  replacedBy(id: string): string[];
  /** True when a memory of the same text waits in review. */
  proposed(text: string, scope?: MemoryScope): boolean;
  /** True for a text that the user rejected in review. */
  wasRejected(text: string): boolean;
  countActive(): number;
  /** Another one after each change of the store, whoever made it. */
  revision(): string;
  history(id: string): MemoryEvent[];
}

/** A filter of which every condition may be left out. */
export type PageFilter = {
  readonly [Name in keyof MemoryFilter]?: Readonly<MemoryFilter[Name]> | undefined;
};

/** What the memory page lists: memories of any status. */
export interface MemoryPages {
  /** `alike`: found by meaning, best first; with a query they follow those that hold its words. */
  page(
    filter: PageFilter,
    limit: number,
    offset: number,
    order?: { readonly sort?: MemorySort | undefined; readonly alike?: readonly string[] },
  ): { items: Memory[]; total: number };
  /** The same, with the main loop free in between: a search can find tens of thousands. */
  pageInSlices(...parameters: Parameters<MemoryPages['page']>): Promise<{ items: Memory[]; total: number }>;
  /** All that a filter finds, newest first; the main loop is free in between. */
  idsInSlices(filter: PageFilter, alike: readonly string[]): Promise<string[]>;
  counts(): MemoryCounts;
  /** The same, with the main loop free in between. */
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

/** Memories whose time has come. */
export interface EndingReader {
  /** Ids of memories in use that hold no longer. */
  expired(now: number, limit: number): string[];
  /** Ids of memories that have been forgotten since that time or longer. */
  binnedBefore(time: number, limit: number): string[];
}

/** Forgets for good. */
export interface MemoryPurger {
  /** Those of these memories that were taught in a chat or sent with an answer. Reads many at once. */
  inChats(ids: readonly string[]): readonly string[];
  /** The chats in which these memories are said. `answers`: how many of the messages are answers that would go whole. */
  mentions(ids: readonly string[]): readonly {
    readonly conversationId: string;
    readonly title: string;
    readonly messages: number;
    readonly answers: number;
  }[];
  /** Names of the models that were sent them, or a message that taught them. */
  sentTo(ids: readonly string[]): readonly string[];
  /** Paths of copies of the database made earlier. */
  backups(): readonly string[];
  /** Reads once what many purges of parts of these would each have to read. */
  prepare(ids: readonly string[]): Promise<void>;
  /** One transaction. `chats`: the words go from the chats too. `keepRejections`: a rejected text stays rejected. */
  purge(
    ids: readonly string[],
    options: { readonly at: number; readonly chats: boolean; readonly keepRejections: boolean },
  ): {
    readonly memories: number;
    /** Chats and runs of agents that lost words. */
    readonly conversations: readonly string[];
    readonly runs: readonly string[];
  };
  /** True when `erase` has failed, or a process was killed between a purge and it. */
  readonly leftOver: boolean;
  /**
   * Makes sure that what was purged is nowhere in the files; true when they were written anew for it. Throws `busy` when so many
   * tries were in vain, a tenth of a second apart; left out: about five seconds.
   */
  erase(tries?: number): Promise<boolean>;
}

/** What the memory page shows beside its list. */
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

/** The chips of one message, as the store derives them from history. */
export interface RememberedReader {
  remembered(messageId: string): Remembered[];
}
