/**
 * Forgetting for good: memories leave the database with everything they said, and, if the user wants it, their words
 * are redacted from chats. Owns what "no trace" means for tables and files (see the decision record). Does not know the
 * bin or review: the caller decides what is forgotten.
 */
import type { Database, Statement } from 'better-sqlite3';
import { join } from 'node:path';
import { yieldToEventLoop } from '../../scheduling/yield-to-event-loop.ts';
import { backupNames } from '../file/migration-backup.ts';
import { ChatMentions } from './chat-mentions.ts';
import type { Mention } from './chat-mentions.ts';
import { CopiesOutsideChats } from './copies-outside-chats.ts';
import { DraftRepository } from '../conversations/draft-repository.ts';
import { eraseTraces } from './erase-traces.ts';
import type { MemoryPurge, MemoryFootprint } from './memory-purge.ts';
import { searchMentions } from './mention-search.ts';
import type { FoundMentions, OtherText } from './mention-search.ts';
import { RunMentions } from './run-mentions.ts';
import { RunTextIndex } from './run-text-index.ts';
import { Redactor } from './redactor.ts';
import { transact, transactUnsynced } from '../database/transact.ts';

/** Memories whose texts are read in one slice. */
const PREPARE_BATCH = 500;

export interface PurgeOptions {
  readonly at: number;
  /** True to redact the words from chats as well. */
  readonly chats: boolean;
  /** True to keep rejected texts rejected, by their digests. */
  readonly keepRejections: boolean;
}

export interface Purged {
  readonly memories: number;
  /** Ids of the conversations that were redacted. */
  readonly conversations: readonly string[];
  /** Ids of the redacted runs, which can no longer be resumed. */
  readonly runs: readonly string[];
}

export class ForgetForGood {
  readonly #database: Database;
  readonly #dataDir: string;
  readonly #purge: MemoryPurge;
  readonly #mentions: ChatMentions;
  readonly #runs: RunMentions;
  readonly #copies: CopiesOutsideChats;
  readonly #drafts: DraftRepository;
  readonly #onPurged: (memories: number) => void;
  readonly #begin: Statement<[number]>;
  readonly #finish: Statement<[]>;
  readonly #anyRun: Statement<[]>;
  /** True when an earlier process was killed between a purge and its verification. */
  #unverified: boolean;
  /**
   * True when messages were redacted. They were written chunk by chunk, so unused parts of the file may contain their
   * words cut off anywhere, where a search for whole texts would not find them.
   */
  #messagesRewritten = false;
  /** True when the WAL could not be truncated because of another reader. */
  #eraseFailed = false;
  #erasing: Promise<unknown> = Promise.resolve();
  #onLeft: () => void = () => undefined;
  #rewrite: (() => Promise<unknown>) | null = null;
  #runIndex: { readonly ids: ReadonlySet<string>; readonly runs: RunTextIndex } | null = null;
  /** What the last search found, and for which memories. */
  #found: { readonly ids: ReadonlySet<string>; readonly mentions: FoundMentions } | null = null;
  /** Deleted texts that were not yet searched for in the file. */
  #texts: string[] = [];

  /** @param onPurged called with the number of memories of each committed purge. */
  constructor(database: Database, dataDir: string, purge: MemoryPurge, onPurged: (memories: number) => void) {
    this.#database = database;
    this.#dataDir = dataDir;
    this.#purge = purge;
    this.#mentions = new ChatMentions(database);
    this.#runs = new RunMentions(database);
    this.#copies = new CopiesOutsideChats(database);
    this.#drafts = new DraftRepository(database);
    this.#onPurged = onPurged;
    this.#begin = database.prepare('INSERT OR IGNORE INTO unfinished_purges (since) VALUES (?)');
    this.#finish = database.prepare('DELETE FROM unfinished_purges');
    this.#anyRun = database.prepare('SELECT 1 FROM agent_runs LIMIT 1');
    this.#unverified = database.prepare('SELECT 1 FROM unfinished_purges LIMIT 1').get() !== undefined;
  }

  /** Sets how the file is rewritten without blocking the main thread. */
  rewriteWith(rewrite: () => Promise<unknown>): void {
    this.#rewrite = rewrite;
  }

  /** Sets a listener that is called when words had to be left in the files; it should arrange another `erase`. */
  onLeftOver(listener: () => void): void {
    this.#onLeft = listener;
  }

  /**
   * Searches everything that the user can read for what these memories say, in slices. `inChats`, `mentions`, `sentTo`
   * and `purge` of these then know the chats that say them without having taught or used them.
   * @returns other memories and texts that say them.
   */
  async search(ids: readonly string[]): Promise<{
    readonly memories: readonly { id: string; text: string }[];
    readonly texts: readonly OtherText[];
  }> {
    const texts = new Map<string, string[]>();
    for (let start = 0; start < ids.length && this.#database.open; start += PREPARE_BATCH) {
      if (start > 0) await yieldToEventLoop();
      for (const [id, said] of this.#purge.texts(ids.slice(start, start + PREPARE_BATCH)))
        texts.set(id, said);
    }
    const mentions = await searchMentions(this.#database, texts, () => yieldToEventLoop());
    this.#found = { ids: new Set(ids), mentions };
    return { memories: mentions.memories, texts: mentions.texts };
  }

  /** The ids among these that were taught in a chat or sent with an answer, or were found in one by `search`. */
  inChats(ids: readonly string[]): string[] {
    const linked = this.#purge.inChats(ids);
    return [...new Set([...linked, ...ids.filter((id) => this.#chatsFound(id).size > 0)])];
  }

  /** The conversations that mention these memories. */
  mentions(ids: readonly string[]): Mention[] {
    const footprints = this.#footprints(ids);
    return conversationsOf(footprints).flatMap((id) => this.#mentions.find(id, footprints) ?? []);
  }

  /** Names of the models that received these memories or a message that taught them. */
  sentTo(ids: readonly string[]): string[] {
    const said = ids.flatMap((id) => [...this.#chatsFound(id).values()].flatMap((messages) => [...messages]));
    return this.#purge.sentTo(ids, said);
  }

  /** Paths of the backups, which still contain what was forgotten later. */
  backups(): string[] {
    const folder = join(this.#dataDir, 'backups');
    return backupNames(folder).map((name) => join(folder, name));
  }

  /**
   * Prepares a purge of very many memories in slices: reads once, for all of them, which stored runs contain their
   * texts. Yields to the event loop in between.
   */
  async prepare(ids: readonly string[]): Promise<void> {
    const texts: string[] = [];
    // Runs that begin later are searched separately.
    const affected = this.#anyRun.get() === undefined ? [] : ids;
    for (let start = 0; start < affected.length && this.#database.open; start += PREPARE_BATCH) {
      if (start > 0) await yieldToEventLoop();
      for (const said of this.#purge.texts(affected.slice(start, start + PREPARE_BATCH)).values())
        texts.push(...said);
    }
    const runs = await RunTextIndex.read(this.#database, [...new Set(texts)], () => yieldToEventLoop());
    this.#runIndex = { ids: new Set(ids), runs };
  }

  /**
   * Purges memories in one transaction; skips those that are gone. `erase` must follow before anything is promised to
   * the user.
   */
  purge(ids: readonly string[], { at, chats, keepRejections }: PurgeOptions): Purged {
    const footprints = this.#footprints(ids);
    const conversations = chats ? conversationsOf(footprints) : [];
    // `erase` syncs the file, so not each of many purges needs to wait for the disk.
    const runs = transactUnsynced(this.#database, () => {
      this.#begin.run(at);
      // Runs are redacted even when chats are not: they keep copies, also of what tools looked up.
      const redactedRuns = this.#runs.redact(footprints, this.#indexFor(ids));
      // Drafts are not part of any chat yet.
      const redactor = new Redactor(footprints);
      const unlinked = new Redactor([], footprints);
      this.#drafts.redact(({ conversationId, text }) =>
        (conversations.includes(conversationId ?? '') ? redactor : unlinked).redactText(text),
      );
      this.#copies.remove(unlinked);
      for (const id of conversations) this.#mentions.redact(id, footprints);
      for (const { memoryId } of footprints) this.#purge.purge(memoryId, at, keepRejections);
      // Any cached answer may repeat a memory, and all can be requested again.
      this.#database.exec('DELETE FROM completion_cache');
      // So may any summary of a chat; they are written anew when they are needed.
      this.#database.exec('DELETE FROM chat_summaries');
      return redactedRuns;
    });
    if (conversations.length > 0 || runs.length > 0) this.#messagesRewritten = true;
    this.#texts.push(...footprints.flatMap(({ texts, cues, quote }) => [...texts, ...cues, quote ?? '']));
    this.#onPurged(footprints.length);
    return { memories: footprints.length, conversations, runs };
  }

  /** True when `erase` failed, or an earlier process was killed before it. */
  get leftOver(): boolean {
    return this.#unverified || this.#eraseFailed;
  }

  /**
   * Makes sure that purged texts are nowhere in the files. Calls run one after another, since one that finds nothing
   * proves nothing about what another still searches for. Throws `busy` when another program keeps reading the
   * database.
   * @param attempts how often truncating the WAL is tried, at intervals of 100 ms.
   * @returns whether the file was rewritten.
   */
  erase(attempts?: number): Promise<boolean> {
    const erasing = this.#erasing.catch(() => undefined).then(() => this.#erase(attempts));
    this.#erasing = erasing;
    return erasing;
  }

  async #erase(attempts?: number): Promise<boolean> {
    // What a purge adds while this one runs is for the next.
    const texts = this.#texts;
    const rewritten = this.#messagesRewritten;
    this.#texts = [];
    this.#messagesRewritten = false;
    this.#runIndex = null;
    this.#found = null;
    try {
      const anew = await eraseTraces(this.#database, texts, {
        force: this.#unverified || rewritten,
        ...(attempts === undefined ? {} : { attempts }),
        ...(this.#rewrite === null ? {} : { rewrite: this.#rewrite }),
      });
      this.#unverified = false;
      this.#eraseFailed = false;
      // The next call searches for what was purged meanwhile.
      if (this.#texts.length === 0 && this.#database.open) transact(this.#database, () => this.#finish.run());
      return anew;
    } catch (thrown) {
      this.#texts.push(...texts);
      this.#messagesRewritten ||= rewritten;
      this.#eraseFailed = true;
      this.#onLeft();
      throw thrown;
    }
  }

  #indexFor(ids: readonly string[]): RunTextIndex | null {
    const index = this.#runIndex;
    return index !== null && ids.every((id) => index.ids.has(id)) ? index.runs : null;
  }

  #footprints(ids: readonly string[]): MemoryFootprint[] {
    return ids.flatMap((id) => {
      const footprint = this.#purge.footprint(id);
      if (footprint === undefined) return [];
      const linked = new Set(footprint.conversations);
      return { ...footprint, unlinked: [...this.#chatsFound(id).keys()].filter((chat) => !linked.has(chat)) };
    });
  }

  /** The messages of each chat in which the last search found a memory. */
  #chatsFound(id: string): ReadonlyMap<string, ReadonlySet<string>> {
    const found = this.#found;
    return (found?.ids.has(id) === true ? found.mentions.chats.get(id) : undefined) ?? new Map();
  }
}

function conversationsOf(footprints: readonly MemoryFootprint[]): string[] {
  return [...new Set(footprints.flatMap(({ conversations, unlinked }) => [...conversations, ...unlinked]))];
}
