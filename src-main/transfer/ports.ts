/**
 * What transfer needs from the rest of Tutee. It knows shared/ and these ports; the worker's entry and compose.ts join them
 * to the store, the embedder and the rules of teachability.
 */
import type { Cue, Memory, MemoryActor, MemoryKind, MemoryValue } from '#shared/memory/memory.ts';
import type { ScopeName } from '#shared/project.ts';
import type { MemoryRecord, RecordedEvent } from '#shared/memory/memory-record.ts';

/** Vectors of one memory's text and cues, in the order text, cue 0, cue 1 … */
export interface ImportVectors {
  readonly embedder: string;
  readonly dimensions: number;
  readonly vectors: readonly Float32Array[];
}

export interface ImportOrigin {
  readonly actor: MemoryActor;
  readonly at: number;
  readonly conversationId: null;
  readonly messageId: null;
}

/** What is here already, of every status. */
export interface KnownMemories {
  byId(id: string): Memory | undefined;
  /** The same but for case, spacing and closing punctuation; newest first. */
  bySameText(text: string): readonly Memory[];
  bySubject(subject: string): readonly Memory[];
  /** True when the user forgot this memory for good. */
  wasPurged(id: string): boolean;
  /** True when the user rejected this text in review. */
  wasRejected(text: string): boolean;
}

/** Where an import is written; each call is one short transaction. */
export interface ImportWriter {
  begin(importId: string, name: string, at: number): void;
  add(
    importId: string,
    memories: readonly { readonly memory: Memory; readonly vectors: ImportVectors | null }[],
  ): void;
  change(
    importId: string,
    values: readonly {
      readonly id: string;
      readonly value: MemoryValue;
      readonly supersededBy: string | null;
      readonly vectors: ImportVectors | null;
    }[],
    origin: ImportOrigin,
  ): void;
  /** After all of `add`: histories (empty: it begins with this import) and successors, which name memories. */
  finishMemories(
    importId: string,
    histories: readonly {
      readonly id: string;
      readonly supersededBy: string | null;
      readonly events: readonly RecordedEvent[];
    }[],
    origin: ImportOrigin,
  ): void;
  finish(importId: string): void;
  /** What assistants and projects that are not here are called. */
  nameScopes(names: readonly ScopeName[]): void;
  isKnown(importId: string): boolean;
  /** Answers how many memories were changed since and stay. */
  beginReversal(importId: string): number;
  revert(
    importId: string,
    limit: number,
  ): { readonly removed: number; readonly restored: number; readonly left: boolean };
}

export interface MemorySource {
  count(): number;
  /** What the assistants and projects of memories are called. */
  scopes(): ScopeName[];
  batches(size: number): Iterable<readonly MemoryRecord[]>;
}

/** The rules by which a teaching gets what its words do not say. */
export interface TeachingRules {
  kindOf(text: string): MemoryKind;
  subjectOf(text: string, kind: MemoryKind): string | null;
  cuesFor(text: string, kind: MemoryKind, subject: string | null): readonly Cue[];
}
