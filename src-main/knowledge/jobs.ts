/** The jobs of knowledge in the worker thread: input and output of each, by name. */
import type { PassageText, PassageVectors } from './ports.ts';

export interface ScanResult {
  /** gone: the folder is not there, or has been emptied. */
  readonly outcome: 'found' | 'gone' | 'failed';
  /** Why it is gone or failed, or what is left out; null: nothing. */
  readonly note: string | null;
  /** How many files are to be read. */
  readonly changed: number;
  /** The folders in it, '' for itself. */
  readonly folders: readonly string[];
}

export interface KnowledgeJobs {
  /** Compares a folder with the index, drops what is not there any more, and notes what is to be read. Reports progress to be stopped. */
  scan: { input: { sourceId: string; root: string }; output: ScanResult };
  /** Reads what the last scan of the source found. Reports how many files are done. The note: what did not fit. */
  read: { input: { sourceId: string; root: string }; output: { complete: boolean; note: string | null } };
  missing: {
    input: { embedder: string; sourceIds: readonly string[]; after: number; limit: number };
    output: readonly PassageText[];
  };
  putVectors: { input: PassageVectors; output: null };
  keepOnlyVectorsOf: { input: { embedder: string }; output: null };
  /** Removes all other sources from the index. */
  keepOnly: { input: { sourceIds: readonly string[] }; output: null };
}

/** The worker thread. @param proceed receives progress and says whether to go on. */
export type RunJob = <Name extends keyof KnowledgeJobs>(
  job: Name,
  input: KnowledgeJobs[Name]['input'],
  proceed?: (done: number) => boolean,
) => Promise<KnowledgeJobs[Name]['output']>;
