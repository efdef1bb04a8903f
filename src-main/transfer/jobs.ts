/** The worker's jobs: input, progress and output of each, by name. */
import type { BackupContents } from '#shared/contract/backups.ts';
import type { PackedSurvey } from '#shared/memory/packed-survey.ts';
import type {
  ImportChatRow,
  ImportDecision,
  ImportGroup,
  ImportPreview,
  ImportRow,
} from '#shared/contract/transfer.ts';
import type { RevertedImport } from './apply-import.ts';

export interface AppliedImport {
  /** False when it was cancelled. */
  readonly applied: boolean;
  readonly added: number;
  readonly replaced: number;
  readonly pending: number;
  readonly chats: number;
  readonly messages: number;
  /** True if the embedder in use is not the built-in one, so that vectors must be computed later. */
  readonly vectorsMissing: boolean;
}

export interface Jobs {
  /** Positions of memories on the map, and near-duplicates. Reports progress in percent. */
  survey: { input: { embedder: string }; output: PackedSurvey };
  /** Reports progress in percent for an export of chats; null if it was cancelled. The file is needed until such an import is applied. */
  openFile: { input: { importId: string; name: string; path: string }; output: ImportPreview | null };
  openText: { input: { importId: string; text: string }; output: ImportPreview };
  rows: {
    input: { importId: string; group: ImportGroup; offset: number; limit: number };
    output: { rows: ImportRow[]; total: number };
  };
  chats: {
    input: { importId: string; offset: number; limit: number };
    output: { chats: ImportChatRow[]; total: number };
  };
  drop: { input: { importId: string }; output: null };
  apply: {
    input: {
      importId: string;
      conflicts: ImportDecision;
      rows: readonly { row: number; decision: ImportDecision }[];
      skipChats: readonly number[];
      propose: boolean;
      /** Key of the embedder in use; vectors are computed only if it is the built-in one. */
      embedder: string;
    };
    output: AppliedImport;
  };
  undo: { input: { importId: string }; output: RevertedImport };
  searchChats: {
    input: { query: string; limit: number };
    output: { conversationId: string; messageId: string | null; excerpt: string }[];
  };
  /** Finds a text in the shown branch of a chat, oldest message first. */
  findInChat: {
    input: { conversationId: string; query: string };
    output: { messageId: string; inText: number; inReasoning: number }[];
  };
  /** Checkpoints the WAL. */
  checkpoint: { input: null; output: null };
  /** Rewrites the database (VACUUM), so that it contains no deleted data. */
  rewrite: { input: null; output: null };
  makeBackup: { input: { path: string }; output: null };
  checkBackup: { input: { path: string }; output: BackupContents };
  /** Leaves a checked copy where it can replace the database. */
  prepareRestore: { input: { path: string }; output: BackupContents };
  /** All chats when `conversationId` is null, which only JSON can hold. */
  exportChats: {
    input: {
      path: string;
      format: 'json' | 'markdown';
      conversationId: string | null;
      writtenBy: string;
    };
    output: { chats: number; title: string | null };
  };
  exportMemories: {
    input: { path: string; format: 'json' | 'markdown'; writtenBy: string };
    output: { memories: number };
  };
}

/** The jobs of a worker thread, by name. */
export type JobMap<Map> = {
  readonly [Name in keyof Map]: { readonly input: unknown; readonly output: unknown };
};

/**
 * Messages to the worker: what the jobs after it are about (null: nothing, and what was kept for them is dropped), a job, or the answer
 * whether the job with this id should continue.
 */
export type ToWorker =
  | { readonly id: number; readonly begin: unknown }
  | { readonly id: number; readonly job: string; readonly input: unknown }
  | { readonly id: number; readonly proceed: boolean };

export type FromWorker =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: unknown }
  /** Progress; the job waits for an answer. */
  | { readonly id: number; readonly done: number };

/** The worker's handlers. `proceed` reports progress and waits for the answer; false: stop and revert. */
export type HandlersOf<Map extends JobMap<Map>> = {
  readonly [Name in keyof Map]: (
    input: Map[Name]['input'],
    proceed: (done: number) => Promise<boolean>,
  ) => Map[Name]['output'] | Promise<Map[Name]['output']>;
};

/** The names of all jobs. */
export type JobName = keyof Jobs;

export type JobHandlers = HandlersOf<Jobs>;
