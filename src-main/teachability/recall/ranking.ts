import type { Memory } from '#shared/memory/memory.ts';
import type { RecallRoute, ScoreParts } from '#shared/memory/recall.ts';
import { WEIGHTS } from './constants.ts';
import type { Priors } from './priors.ts';
import type { Reading } from './reading.ts';

/** A memory with what it is worth for one question. */
export interface Ranked {
  readonly memory: Memory;
  readonly reading: Reading;
  readonly route: RecallRoute;
  readonly parts: ScoreParts;
  readonly matchedCue: string | null;
  /** How well its best cue alone matches by words: a cue is a question or topic, so it proves more than its text does. */
  readonly cueWords: number;
  /** How relevant it is to the question, on the scale of relevance.ts. */
  readonly relevance: number;
  /** How far it would change the answer by the domains that the question is about, 0..1. */
  readonly domain: number;
}

/** @param meaningShare meaning's share of what matters; 0 when there were no vectors: words then count for both. */
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

/** Best first; of equals the newer one. */
export function byTotal(one: Ranked, other: Ranked): number {
  return other.parts.total - one.parts.total || other.memory.updatedAt - one.memory.updatedAt;
}
