/** What knowledge needs from the rest of Tutee; compose.ts connects it. */
import type { Bin } from '#shared/bin.ts';
import type { KnowledgeFile, KnowledgeOwner } from '#shared/knowledge/knowledge.ts';
import type { Place } from '#shared/knowledge/place.ts';
import type { DocumentContent } from './reading/read-document.ts';

/** A folder or file as the user added it. */
export interface StoredSource {
  readonly id: string;
  readonly owner: KnowledgeOwner;
  readonly name: string;
  /** Null: uploaded files. */
  readonly path: string | null;
  readonly onlyHere: boolean;
  /** True: the user stopped it. */
  readonly stopped: boolean;
  readonly readAt: number | null;
  readonly createdAt: number;
}

export interface SourceStore {
  readonly bin: Bin & { sweep(now: number): number; due(now: number): number | null };
  /** In the order in which they were added, without those in the bin. */
  list(): StoredSource[];
  /** Those in the bin too. */
  ids(): ReadonlySet<string>;
  put(source: StoredSource): void;
}

export interface KnownDocument {
  readonly path: string;
  readonly bytes: number;
  /** Null: it must be read again. */
  readonly modified: number | null;
  readonly hash: string | null;
}

export interface PassageText {
  readonly id: number;
  readonly text: string;
}

export interface PassageVectors {
  readonly embedder: string;
  readonly dimensions: number;
  readonly ids: readonly number[];
  readonly vectors: readonly Float32Array[];
}

/** The index, as the worker thread writes it. */
export interface IndexWriting {
  known(sourceId: string): ReadonlyMap<string, KnownDocument>;
  countPassages(sourceId: string): number;
  put(
    sourceId: string,
    document: Omit<DocumentContent, 'modified'> & { readonly modified: number | null },
  ): void;
  touch(sourceId: string, file: Pick<KnownDocument, 'path' | 'bytes' | 'modified'>): void;
  removeDocument(sourceId: string, path: string): void;
  keepOnly(sourceIds: ReadonlySet<string>, between: () => Promise<void>): Promise<void>;
  missing(embedder: string, sourceIds: readonly string[], after: number, limit: number): PassageText[];
  putVectors(vectors: PassageVectors): void;
  keepOnlyVectorsOf(embedder: string): void;
}

export interface FoundPassage {
  readonly id: number;
  readonly sourceId: string;
  readonly path: string;
  readonly heading: string;
  readonly text: string;
  readonly place: Place;
  readonly digest: string;
  /** Which of the terms it contains, by position. */
  readonly terms: readonly number[];
  /** Null: it has no vector, or was not compared. */
  readonly cosine: number | null;
}

export interface FoundPassages {
  readonly passages: readonly FoundPassage[];
  /** In how many passages of the whole index each term occurs. */
  readonly counts: readonly number[];
  readonly total: number;
}

export interface PassageInFile {
  readonly text: string;
  readonly repeats: number;
  readonly place: Place;
  readonly digest: string;
}

export interface SourceCounts {
  readonly files: number;
  readonly failed: number;
  readonly leftOut: number;
  readonly bytes: number;
  readonly passages: number;
  readonly compared: number;
}

/** The index, as the main thread reads it. */
export interface IndexReading {
  /** Whether there is a file of it at all. */
  exists(): boolean;
  search(query: {
    readonly terms: readonly (readonly string[])[];
    readonly vector: { readonly embedder: string; readonly vector: Float32Array } | null;
    readonly sourceIds: readonly string[];
    readonly limit: number;
  }): FoundPassages;
  counts(sourceId: string, embedder: string): SourceCounts;
  files(
    sourceId: string,
    page: { readonly faults: boolean; readonly offset: number; readonly limit: number },
  ): { files: KnowledgeFile[]; total: number };
  passagesOf(sourceId: string, path: string): PassageInFile[];
  close(): void;
}
