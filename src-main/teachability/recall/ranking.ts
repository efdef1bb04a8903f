import type { Memory } from '#shared/memory/memory.ts';
import type { RecallRoute, ScoreParts } from '#shared/memory/recall.ts';
import { WEIGHTS } from './constants.ts';
import type { Priors } from './priors.ts';
import type { TextFeatures } from './text-features.ts';

/** A memory with its scores for one question. */
export interface Ranked {
  readonly memory: Memory;
  readonly features: TextFeatures;
  readonly route: RecallRoute;
  readonly parts: ScoreParts;
  readonly matchedCue: string | null;
  /** How well its best cue matches by words. A cue is a question or topic, so a match is stronger evidence than one of the text. */
  readonly cueWords: number;
  /** How relevant it is to the question, on the scale of relevance.ts. */
  readonly relevance: number;
  /** How much it would change the answer, by the domains of the question, 0..1. */
  readonly domain: number;
  /** The same by kinds of work alone. */
  readonly work: number;
}

/** @param meaningShare the share of meaning in `matter`; 0 without vectors, when words count for both. */
export function scoreParts(
  words: number,
  meaning: number,
  { recency, use, pinned }: Priors,
  meaningShare: number,
): ScoreParts {
  const matter = WEIGHTS.matter * ((1 - meaningShare) * words + meaningShare * meaning);
  const lift = WEIGHTS.recency * recency + WEIGHTS.use * use + WEIGHTS.pinned * pinned;
  return { words, meaning, recency, use, pinned, total: matter + lift };
}

/** Best first; among equals the newer one first. */
export function byTotal(one: Ranked, other: Ranked): number {
  return other.parts.total - one.parts.total || other.memory.updatedAt - one.memory.updatedAt;
}
