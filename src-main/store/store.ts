/**
 * The store: one SQLite file and the repositories over it. Owns the safety of the file, and that data and its indexes
 * change in one transaction. Knows nothing of teachability, chat, models or shells; all access to the database goes
 * through here.
 */
import type { Database } from 'better-sqlite3';
import { AttachmentRepository } from './attached/attachment-repository.ts';
import { unpackFiles } from './attached/packed-files.ts';
import { AgentRunRepository } from './runs/agent-run-repository.ts';
import { ClockSightings } from './database/clock-sightings.ts';
import { CompletionCache } from './runs/completion-cache.ts';
import { ChatSearch } from './conversations/chat-search.ts';
import { ChatTexts } from './conversations/chat-texts.ts';
import { MemoryClientRepository } from './clients/memory-client-repository.ts';
import { ConversationRepository } from './conversations/conversation-repository.ts';
import { DraftRepository } from './conversations/draft-repository.ts';
import { ForgetForGood } from './forgetting/forget-for-good.ts';
import { ChatExport } from './transfer/chat-export.ts';
import { ChatImports } from './transfer/chat-imports.ts';
import { MemoryExport } from './transfer/memory-export.ts';
import { dropUnfinishedImports, MemoryImports } from './transfer/memory-imports.ts';
import { MemoryRepository } from './memory-repository.ts';
import { openSecondConnection, openDatabase, openMemoryDatabase } from './file/open-database.ts';
import type { OpenOptions } from './file/open-database.ts';
import { SourceRepository } from './knowledge/source-repository.ts';
import { ProjectRepository } from './conversations/project-repository.ts';
import { PromptRepository } from './conversations/prompt-repository.ts';
import { ServerNotes } from './server-notes.ts';
import { ScopeNames } from './memories/scope-names.ts';
import { SettingsRepository } from './settings-repository.ts';
import { databaseDamaged } from './database/sqlite-errors.ts';
import { SurveySource } from './memory-page/survey-source.ts';
import { TeamRepository } from './runs/team-repository.ts';
import { AllowedFolderRepository } from './tools/allowed-folder-repository.ts';
import { SkillRepository } from './tools/skill-repository.ts';
import { ToolServerRepository } from './tools/tool-server-repository.ts';

export class Store {
  readonly conversations: ConversationRepository;
  /** Temporary conversations, in an in-memory database that never touches the disk. */
  readonly temporaryConversations: ConversationRepository;
  readonly attachments: AttachmentRepository;
  /** Those of temporary conversations. */
  readonly temporaryAttachments: AttachmentRepository;
  readonly memories: MemoryRepository;
  readonly settings: SettingsRepository;
  readonly forgetting: ForgetForGood;
  readonly drafts: DraftRepository;
  readonly projects: ProjectRepository;
  readonly prompts: PromptRepository;
  readonly knowledge: SourceRepository;
  readonly scopeNames: ScopeNames;
  readonly teams: TeamRepository;
  readonly runs: AgentRunRepository;
  /** Runs in temporary conversations, in the same in-memory database. */
  readonly temporaryRuns: AgentRunRepository;
  /** Cached model answers. */
  readonly completions: CompletionCache;
  /** Cached model answers of temporary runs. */
  readonly temporaryCompletions: CompletionCache;
  readonly clock: ClockSightings;
  readonly serverNotes: ServerNotes;
  readonly memoryClients: MemoryClientRepository;
  readonly toolServers: ToolServerRepository;
  readonly allowedFolders: AllowedFolderRepository;
  readonly skills: SkillRepository;
  readonly #database: Database;
  readonly #temporary: Database;

  /** Throws as `openDatabase` does. */
  constructor(options: OpenOptions) {
    this.#database = openDatabase(options);
    try {
      const memories = new MemoryRepository(this.#database);
      this.memories = memories;
      this.conversations = new ConversationRepository(this.#database, {
        temporary: false,
        remembered: (messageId) => memories.remembered(messageId),
      });
      this.attachments = new AttachmentRepository(this.#database);
      this.settings = new SettingsRepository(this.#database);
      this.projects = new ProjectRepository(this.#database);
      this.drafts = new DraftRepository(this.#database);
      this.prompts = new PromptRepository(this.#database);
      this.knowledge = new SourceRepository(this.#database);
      this.scopeNames = new ScopeNames(this.#database);
      this.teams = new TeamRepository(this.#database);
      this.runs = new AgentRunRepository(this.#database);
      this.clock = new ClockSightings(this.#database);
      this.serverNotes = new ServerNotes(this.#database, options.now);
      this.memoryClients = new MemoryClientRepository(this.#database);
      this.toolServers = new ToolServerRepository(this.#database);
      this.allowedFolders = new AllowedFolderRepository(this.#database);
      this.skills = new SkillRepository(this.#database);
      this.completions = new CompletionCache(this.#database);
      this.forgetting = new ForgetForGood(this.#database, options.dataDir, memories.purging, (count) =>
        memories.noteChanges(count),
      );
    } catch (thrown) {
      // A file of the right version lacks a table or column, so a statement could not be prepared.
      const path = this.#database.name;
      this.#database.close();
      throw databaseDamaged(path, { detail: String(thrown), cause: thrown });
    }
    dropUnfinishedImports(this.#database);
    unpackFiles(this.#database, options.dataDir);
    this.#temporary = openMemoryDatabase();
    this.temporaryConversations = new ConversationRepository(this.#temporary, {
      temporary: true,
      remembered: () => [],
    });
    this.temporaryAttachments = new AttachmentRepository(this.#temporary);
    this.temporaryRuns = new AgentRunRepository(this.#temporary);
    this.temporaryCompletions = new CompletionCache(this.#temporary);
  }

  /** Changes with each write of this process, to the file or to temporary conversations. */
  revision(): string {
    return [this.#database, this.#temporary].map((database) => changesOf(database)).join(' ');
  }

  /** Checkpoints the WAL and closes the database; a second call does nothing. */
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

/** Kept by a worker from one search in all chats to the next. */
export { ChatTexts };

function changesOf(database: Database): number {
  return database.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
}

/** What a worker does with the app's open database, over its own connection. */
export interface WorkerStore {
  readonly imports: MemoryImports;
  readonly chats: ChatImports;
  readonly chatExport: ChatExport;
  readonly chatSearch: ChatSearch;
  readonly memories: MemoryExport;
  readonly survey: SurveySource;
}

/**
 * Opens a second connection to a running app's database for one job and closes it afterwards. Throws `folder_unusable`,
 * `busy`.
 */
export async function withWorkerStore<T>(
  dataDir: string,
  work: (store: WorkerStore) => T | Promise<T>,
  chatTexts?: ChatTexts,
): Promise<T> {
  const database = openSecondConnection(dataDir);
  try {
    return await work({
      imports: new MemoryImports(database),
      chats: new ChatImports(database),
      chatExport: new ChatExport(database),
      chatSearch: new ChatSearch(database, chatTexts),
      memories: new MemoryExport(database),
      survey: new SurveySource(database),
    });
  } finally {
    database.close();
  }
}
