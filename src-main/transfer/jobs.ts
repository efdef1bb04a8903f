/** What the worker does for the main side, by name: what each job takes, tells on the way, and answers. */
import type { BackupContents } from '#shared/contract/backups.ts';
import type { PackedSurvey } from '#shared/memory/packed-survey.ts';
import type { ImportDecision, ImportGroup, ImportPreview, ImportRow } from '#shared/contract/transfer.ts';

export interface AppliedImport {
  /** False: it was cancelled. */
  readonly applied: boolean;
  readonly added: number;
  readonly replaced: number;
  readonly pending: number;
  /** True when the embedder in force is not the one inside: vectors must follow. */
  readonly vectorsMissing: boolean;
}

export interface Jobs {
  /** Where memories lie on the map and which are alike. Tells how many hundredths are done. */
  survey: { input: { embedder: string }; output: PackedSurvey };
  openFile: { input: { importId: string; name: string; path: string }; output: ImportPreview };
  openText: { input: { importId: string; text: string }; output: ImportPreview };
  rows: {
    input: { importId: string; group: ImportGroup; offset: number; limit: number };
    output: { rows: ImportRow[]; total: number };
  };
  drop: { input: { importId: string }; output: null };
  apply: {
    input: {
      importId: string;
      conflicts: ImportDecision;
      rows: readonly { row: number; decision: ImportDecision }[];
      /** Key of the embedder in force; its vectors are made only when it is the one inside. */
      embedder: string;
    };
    output: AppliedImport;
  };
  undo: { input: { importId: string }; output: { removed: number; restored: number; kept: number } };
  /** Brings the database's log into its file. */
  checkpoint: { input: null; output: null };
  /** Writes the database anew, so that nothing is in it but what is in its rows. */
  rewrite: { input: null; output: null };
  makeBackup: { input: { path: string }; output: null };
  checkBackup: { input: { path: string }; output: BackupContents };
  /** Leaves a checked copy where it can take the database's place. */
  prepareRestore: { input: { path: string }; output: BackupContents };
  exportMemories: {
    input: { path: string; format: 'json' | 'markdown'; writtenBy: string };
    output: { memories: number };
  };
}

export type JobName = keyof Jobs;

/** What the worker is sent: a job, or whether the job with that number may go on. */
export type ToWorker =
  | { readonly id: number; readonly job: JobName; readonly input: unknown }
  | { readonly id: number; readonly goOn: boolean };

export type FromWorker =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: unknown }
  /** Waits for an answer. */
  | { readonly id: number; readonly done: number };

/** The worker's side: one function a job. `proceed` tells progress and waits; false: stop and take everything back. */
export type JobHandlers = {
  readonly [Name in JobName]: (
    input: Jobs[Name]['input'],
    proceed: (done: number) => Promise<boolean>,
  ) => Jobs[Name]['output'] | Promise<Jobs[Name]['output']>;
};
