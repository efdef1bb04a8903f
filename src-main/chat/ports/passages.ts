/** What the chat needs of knowledge: passages of the user's files for a request, and a record of which each answer was given. */
import type { KnowledgeOwner } from '#shared/knowledge/knowledge.ts';
import type { Place } from '#shared/knowledge/place.ts';

/** A passage for one request. */
export interface FilePassage {
  /** From 1. */
  readonly number: number;
  readonly sourceId: string;
  /** Within its folder, with `/`. */
  readonly path: string;
  readonly heading: string;
  readonly place: Place;
  readonly text: string;
  readonly digest: string;
  /** True: only for models on this machine. */
  readonly onlyHere: boolean;
}

/** The passages of an owner's files that bear on a request, best first; empty when nothing does. Never throws. */
export type FindPassages = (request: {
  readonly query: string;
  readonly owners: readonly KnowledgeOwner[];
  /** False: what must stay on this machine is left out. */
  readonly local: boolean;
  readonly budgetTokens: number;
}) => Promise<readonly FilePassage[]>;

/** Which passages each answer was given, without their texts. */
export interface AnswerPassages {
  /** Replaces those of an earlier attempt. */
  save(messageId: string, passages: readonly Omit<FilePassage, 'text'>[]): void;
}
