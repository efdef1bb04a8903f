/**
 * Forgetting for good: memories leave the database with everything that they said, and if the user wants it so, the chats
 * lose the words that taught them. Owns what "no trace" means for the tables and files; see the decision record.
 */
import type { Database, Statement } from 'better-sqlite3';
import { join } from 'node:path';
import { nextRound } from '../../rounds/next-round.ts';
import { copiesIn } from '../file/backup-copy.ts';
import { ChatMentions } from './chat-mentions.ts';
import type { Mention } from './chat-mentions.ts';
import { DraftRepository } from '../conversations/draft-repository.ts';
import { eraseTraces } from './erase-traces.ts';
import type { MemoryPurge, Utterances } from './memory-purge.ts';
import { RunMentions } from './run-mentions.ts';
import { RunSurvey } from './run-survey.ts';
import { Saying } from './saying.ts';
import { transact, transactSoon } from '../database/transact.ts';

/** The texts of so many memories are read at a time. */
const PREPARED = 500;

export interface PurgeOptions {
  readonly at: number;
  /** True: the words go from the chats too. */
  readonly chats: boolean;
  /** True: a text once rejected stays rejected, by its digest. */
  readonly keepRejections: boolean;
}

export interface Purged {
  readonly memories: number;
  /** The chats that lost words. */
  readonly conversations: readonly string[];
  /** The runs of agents that lost words, and can no longer go on. */
  readonly runs: readonly string[];
}

export class ForgetForGood {
  readonly #database: Database;
  readonly #dataDir: string;
  readonly #purge: MemoryPurge;
  readonly #mentions: ChatMentions;
  readonly #runs: RunMentions;
  readonly #drafts: DraftRepository;
  readonly #onPurged: (memories: number) => void;
  readonly #begin: Statement<[number]>;
  readonly #finish: Statement<[]>;
  readonly #anyRun: Statement<[]>;
  /** True: an earlier process was killed before the words of what it purged were known to be gone. */
  #unknown: boolean;
  /**
   * True: answers and messages lost words. They were written piece by piece, so that parts of the file that no row uses may hold
   * them cut off anywhere, where looking for them whole would not find them.
   */
  #rewritten = false;
  /** True: the log could not be emptied, since something else was reading. */
  #unerased = false;
  #erasing: Promise<unknown> = Promise.resolve();
  #onLeft: () => void = () => undefined;
  #rewrite: (() => Promise<unknown>) | null = null;
  #survey: { readonly ids: ReadonlySet<string>; readonly runs: RunSurvey } | null = null;
  /** Texts that were deleted and not yet looked for in the file. */
  #texts: string[] = [];

  /** @param onPurged is told how many memories a committed purge took. */
  constructor(database: Database, dataDir: string, purge: MemoryPurge, onPurged: (memories: number) => void) {
    this.#database = database;
    this.#dataDir = dataDir;
    this.#purge = purge;
    this.#mentions = new ChatMentions(database);
    this.#runs = new RunMentions(database);
    this.#drafts = new DraftRepository(database);
    this.#onPurged = onPurged;
    this.#begin = database.prepare('INSERT OR IGNORE INTO unfinished_purges (since) VALUES (?)');
    this.#finish = database.prepare('DELETE FROM unfinished_purges');
    this.#anyRun = database.prepare('SELECT 1 FROM agent_runs LIMIT 1');
    this.#unknown = database.prepare('SELECT 1 FROM unfinished_purges LIMIT 1').get() !== undefined;
  }

  /** Has the file written anew by somebody who does not hold up the main loop. */
  rewriteBy(rewrite: () => Promise<unknown>): void {
    this.#rewrite = rewrite;
  }

  /** Whoever tries again is told when words had to be left in the files. */
  whenLeft(tell: () => void): void {
    this.#onLeft = tell;
  }

  /** Those of these memories that were taught in a chat or sent with an answer: no chat says others by way of them. */
  inChats(ids: readonly string[]): string[] {
    return this.#purge.inChats(ids);
  }

  /** The chats in which the words of these memories stand. */
  mentions(ids: readonly string[]): Mention[] {
    const said = this.#said(ids);
    return conversationsOf(said).flatMap((id) => this.#mentions.find(id, saidIn(id, said)) ?? []);
  }

  /** Names of the models that were sent these memories, or a message that taught them. */
  sentTo(ids: readonly string[]): string[] {
    return this.#purge.sentTo(ids);
  }

  /** Copies of the database made earlier, by their paths: they hold what they held. */
  backups(): string[] {
    const folder = join(this.#dataDir, 'backups');
    return copiesIn(folder).map((name) => join(folder, name));
  }

  /**
   * Before very many are purged slice by slice: what runs of agents keep is read once for all of them, and not by each slice. The
   * main loop is free in between.
   */
  async prepare(ids: readonly string[]): Promise<void> {
    const texts: string[] = [];
    // Runs that begin meanwhile are looked into by themselves.
    const some = this.#anyRun.get() === undefined ? [] : ids;
    for (let start = 0; start < some.length && this.#database.open; start += PREPARED) {
      if (start > 0) await nextRound();
      texts.push(...this.#purge.texts(some.slice(start, start + PREPARED)));
    }
    const runs = await RunSurvey.read(this.#database, [...new Set(texts)], () => nextRound());
    this.#survey = { ids: new Set(ids), runs };
  }

  /** One transaction; memories that are gone are passed over. `erase` must follow before anything is promised. */
  purge(ids: readonly string[], { at, chats, keepRejections }: PurgeOptions): Purged {
    const said = this.#said(ids);
    const conversations = chats ? conversationsOf(said) : [];
    // `erase` brings it into the file, so that not each of many purges needs to wait for the disk.
    const runs = transactSoon(this.#database, () => {
      this.#begin.run(at);
      // Whether or not the chats keep them: what a run keeps is a copy, of what a tool looked up too.
      const concerned = this.#runs.redact(said, this.#surveyOf(ids));
      // Nor what is typed: it is in no chat yet.
      const saying = new Saying(said);
      this.#drafts.redact(({ conversationId, text }) =>
        conversations.includes(conversationId ?? '') ? saying.withoutWords(text) : saying.withoutSaid(text),
      );
      for (const id of conversations) this.#mentions.redact(id, saidIn(id, said));
      for (const { memoryId } of said) this.#purge.purge(memoryId, at, keepRejections);
      // An answer of a model may repeat what it was sent; which one does cannot be known, and all can be had again.
      this.#database.exec('DELETE FROM completion_cache');
      return concerned;
    });
    if (conversations.length > 0 || runs.length > 0) this.#rewritten = true;
    this.#texts.push(...said.flatMap(({ texts, cues, quote }) => [...texts, ...cues, quote ?? '']));
    this.#onPurged(said.length);
    return { memories: said.length, conversations, runs };
  }

  /** True when `erase` has failed, or an earlier process was killed between a purge and it. */
  get leftOver(): boolean {
    return this.#unknown || this.#unerased;
  }

  /**
   * Makes sure that what was purged is nowhere in the files. Answers whether they were written anew. One at a time: what one
   * is looking for is not known to be gone when another has found nothing.
   * @param tries how often, a tenth of a second apart, when something else reads the database. Throws `busy` then.
   */
  erase(tries?: number): Promise<boolean> {
    const erasing = this.#erasing.catch(() => undefined).then(() => this.#erase(tries));
    this.#erasing = erasing;
    return erasing;
  }

  async #erase(tries?: number): Promise<boolean> {
    const texts = this.#texts;
    this.#texts = [];
    this.#survey = null;
    try {
      const anew = await eraseTraces(this.#database, texts, {
        anew: this.#unknown || this.#rewritten,
        ...(tries === undefined ? {} : { tries }),
        ...(this.#rewrite === null ? {} : { rewrite: this.#rewrite }),
      });
      this.#unknown = false;
      this.#rewritten = false;
      this.#unerased = false;
      // What was purged meanwhile is looked for by the next.
      if (this.#texts.length === 0 && this.#database.open) transact(this.#database, () => this.#finish.run());
      return anew;
    } catch (thrown) {
      this.#texts.push(...texts);
      this.#unerased = true;
      this.#onLeft();
      throw thrown;
    }
  }

  #surveyOf(ids: readonly string[]): RunSurvey | null {
    const survey = this.#survey;
    return survey !== null && ids.every((id) => survey.ids.has(id)) ? survey.runs : null;
  }

  #said(ids: readonly string[]): Utterances[] {
    return ids.flatMap((id) => this.#purge.utterances(id) ?? []);
  }
}

function conversationsOf(said: readonly Utterances[]): string[] {
  return [...new Set(said.flatMap(({ conversations }) => conversations))];
}

function saidIn(conversationId: string, said: readonly Utterances[]): Utterances[] {
  return said.filter(({ conversations }) => conversations.includes(conversationId));
}
