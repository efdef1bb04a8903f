/**
 * The store: one SQLite file and the repositories over it. Owns the file's safety (migrations, transactions, what is
 * indexed with what); may not know teachability, chat, models or any shell. Everything else reaches the database here.
 */
import type { Database } from 'better-sqlite3';
import { AgentRunRepository } from './runs/agent-run-repository.ts';
import { ClockSightings } from './database/clock-sightings.ts';
import { CompletionCache } from './runs/completion-cache.ts';
import { ConversationRepository } from './conversations/conversation-repository.ts';
import { DraftRepository } from './conversations/draft-repository.ts';
import { ForgetForGood } from './forgetting/forget-for-good.ts';
import { MemoryExport } from './transfer/memory-export.ts';
import { dropUnfinishedImports, MemoryImports } from './transfer/memory-imports.ts';
import { MemoryRepository } from './memory-repository.ts';
import { joinDatabase, openDatabase, openMemoryDatabase } from './file/open-database.ts';
import type { OpenOptions } from './file/open-database.ts';
import { ProjectRepository } from './conversations/project-repository.ts';
import { ScopeNames } from './memories/scope-names.ts';
import { SettingsRepository } from './settings-repository.ts';
import { databaseDamaged } from './database/sqlite-errors.ts';
import { SurveySource } from './memory-page/survey-source.ts';
import { TeamRepository } from './runs/team-repository.ts';

export class Store {
  readonly conversations: ConversationRepository;
  /** Conversations that are gone when the app ends, in a database of their own that never touches the disk. */
  readonly temporaryConversations: ConversationRepository;
  readonly memories: MemoryRepository;
  readonly settings: SettingsRepository;
  readonly forgetting: ForgetForGood;
  readonly drafts: DraftRepository;
  readonly projects: ProjectRepository;
  readonly scopeNames: ScopeNames;
  readonly teams: TeamRepository;
  readonly runs: AgentRunRepository;
  /** Runs in temporary conversations, where those are. */
  readonly temporaryRuns: AgentRunRepository;
  /** Answers of models that are kept to be given again. */
  readonly completions: CompletionCache;
  /** The same for runs in temporary conversations. */
  readonly temporaryCompletions: CompletionCache;
  readonly clock: ClockSightings;
  readonly #database: Database;
  readonly #temporary: Database;

  /** Throws `database_newer`, `database_damaged`, `folder_unusable` or `disk_full`; see openDatabase. */
  constructor(options: OpenOptions) {
    this.#database = openDatabase(options);
    try {
      const memories = new MemoryRepository(this.#database);
      this.memories = memories;
      this.conversations = new ConversationRepository(this.#database, {
        temporary: false,
        remembered: (messageId) => memories.remembered(messageId),
      });
      this.settings = new SettingsRepository(this.#database);
      this.projects = new ProjectRepository(this.#database);
      this.drafts = new DraftRepository(this.#database);
      this.scopeNames = new ScopeNames(this.#database);
      this.teams = new TeamRepository(this.#database);
      this.runs = new AgentRunRepository(this.#database);
      this.clock = new ClockSightings(this.#database);
      this.completions = new CompletionCache(this.#database);
      this.forgetting = new ForgetForGood(this.#database, options.dataDir, memories.purging, (count) =>
        memories.noteChanges(count),
      );
    } catch (thrown) {
      // A file of the right version that lacks a table or column: no statement over it can be prepared.
      const path = this.#database.name;
      this.#database.close();
      throw databaseDamaged(path, { detail: String(thrown), cause: thrown });
    }
    dropUnfinishedImports(this.#database);
    this.#temporary = openMemoryDatabase();
    this.temporaryConversations = new ConversationRepository(this.#temporary, {
      temporary: true,
      remembered: () => [],
    });
    this.temporaryRuns = new AgentRunRepository(this.#temporary);
    this.temporaryCompletions = new CompletionCache(this.#temporary);
  }

  /** Another one after each write of this process, be it to the file or to the temporary chats. */
  revision(): string {
    return [this.#database, this.#temporary].map((database) => changesOf(database)).join(' ');
  }

  /** Brings everything into the one file and closes it; a second call does nothing. */
  close(): void {
    if (!this.#database.open) return;
    try {
      this.#database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      this.#database.close();
      this.#temporary.close();
    }
  }
}

function changesOf(database: Database): number {
  return database.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
}

/** What a worker does with the database that the app has open, on a connection of its own. */
export interface WorkerStore {
  readonly imports: MemoryImports;
  readonly memories: MemoryExport;
  readonly survey: SurveySource;
}

/** Opens the database of a running app for one piece of work and closes it after. Throws `folder_unusable` or `busy`. */
export async function withWorkerStore<T>(
  dataDir: string,
  work: (store: WorkerStore) => T | Promise<T>,
): Promise<T> {
  const database = joinDatabase(dataDir);
  try {
    return await work({
      imports: new MemoryImports(database),
      memories: new MemoryExport(database),
      survey: new SurveySource(database),
    });
  } finally {
    database.close();
  }
}
