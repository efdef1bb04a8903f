/**
 * How relevant a memory is to a request, and how relevant it must be to be sent. A memory passes the gate by its words, its meaning, or both
 * together. The gate depends on the request (general knowledge, advice, or a look-up of one thing) and on the memory (sensitive, an order).
 */
import type { Memory } from '#shared/memory/memory.ts';
import type { RecallAudience } from '#shared/memory/recall.ts';
import {
  RELEVANCE_OF_DOMAINS,
  RELEVANCE_OF_WORK,
  RELEVANCE_GATE,
  RELEVANCE_STEP,
  RELEVANCE_STEPS_MOST,
  RELEVANCE_OF_TOPICS,
  RELEVANCE_OF_WORDS,
  BESIDE_CLEAR,
  BESIDE_SHARE,
  FEW_GENERALITY,
  FEW_MEMORIES,
  FEW_WISHES,
  SMALL_STORE,
  GENERALITY,
  LEAST_RELEVANCE,
  LOOKUP_MARGIN,
  NAMED_WORDS,
  SENSITIVE_MORE,
  TELLING_CUE,
  TOPICLESS_MORE,
  TOPICLESS_SHARE,
  WISH_LESS,
  WISH_MARGIN,
} from '../constants.ts';
import type { Calibration } from '../constants.ts';
import type { RequestKinds } from '../request/request-meaning.ts';
import type { Ranked } from '../ranking.ts';
import { sensitivityOf } from './sensitive.ts';

/** The nature of a request, in calibrated cosine. */
export interface RequestNature {
  /** How much nearer it is to general requests than to personal ones; negative for personal ones. 0 when unknown. */
  readonly generality: number;
  /** True when it asks for one thing that was told. */
  readonly lookup: boolean;
}

const unknownNature: RequestNature = { generality: 0, lookup: false };

/** @param kinds and calibration of the embedder that compared meanings; null when none did */
export function natureOf(kinds: RequestKinds | null, calibration: Calibration | null): RequestNature {
  if (kinds === null || calibration === null || calibration.lettersOnly === true) return unknownNature;
  const { none, same } = calibration;
  return {
    generality: (kinds.general - kinds.personal) / (same - none),
    lookup: kinds.lookup > kinds.advice,
  };
}

/**
 * @param words share of the question's words, 0..1
 * @param meaning calibrated likeness to what the question is about, 0..1
 * @param topics share of the question's topics, 0..1; null when it has none
 */
export function relevanceOf(words: number, meaning: number, topics: number | null): number {
  return meaning + RELEVANCE_OF_WORDS * words + RELEVANCE_OF_TOPICS * (topics ?? TOPICLESS_SHARE);
}

/**
 * What shared domains add. Nothing for a look-up, since other memories of the domain do not answer it; for general knowledge only for
 * wishes, which say how to present it, and for what is said about a kind of work.
 */
export function domainRelevance({ memory, domain, work }: Ranked, { nature }: GateRules): number {
  if (nature.lookup) return 0;
  const ofLife = nature.generality > 0 && !isWish(memory) ? 0 : RELEVANCE_OF_DOMAINS * domain;
  return Math.max(ofLife, RELEVANCE_OF_WORK * work);
}

export interface GateRules {
  readonly audience: RecallAudience;
  readonly nature: RequestNature;
  /** False: the message holds no word that says what it is about. */
  readonly hasTopic: boolean;
  /** The number of all memories. */
  readonly stored: number;
}

/** The relevance this memory needs to be sent first. */
export function requiredRelevance({ memory, cueWords, domain, work }: Ranked, rules: GateRules): number {
  const { audience, nature } = rules;
  // An instruction with a condition applies to general questions too: "show the formula when I ask about triangles".
  const conditional = audience === 'model' && memory.kind === 'instruction' && memory.cues.length > 0;
  const ofIts = conditional ? Math.min(nature.generality, nature.generality / 2) : nature.generality;
  // A request in a domain that the memory is about is personal: code is general knowledge, except to those with rules for code.
  const generality = ofIts > 0 ? ofIts * (1 - domain) : ofIts;
  const isEased = conditional || (audience === 'model' && nature.generality <= 0);
  const kind = work > 0 ? 'instruction' : memory.kind;
  const less = isEased ? (WISH_LESS[kind] ?? 0) : 0;
  const usual = RELEVANCE_GATE[audience] + GENERALITY * generality - less;
  const more =
    SENSITIVE_MORE * sensitivityOf(memory.text) + (cueWords < TELLING_CUE ? topiclessMore(rules) : 0);
  return Math.max(LEAST_RELEVANCE[audience], usual) + more;
}

function topiclessMore({ hasTopic, nature }: GateRules): number {
  if (hasTopic) return 0;
  return nature === unknownNature ? TOPICLESS_MORE.unknown : TOPICLESS_MORE.known;
}

/** The additional relevance it needs after this many others. */
export function requiredAfter(before: number): number {
  return Math.min(RELEVANCE_STEPS_MOST, RELEVANCE_STEP * before);
}

/**
 * The relevance a memory needs beside the best one. If one memory is clearly meant, weak matches are not sent. Many wishes may apply to a
 * request for advice; a memory that the request names leaves less room for others.
 * @param wishes how many of the candidates are wishes; all of them are candidates
 */
export function leastBesideBest(best: Ranked, one: Ranked, rules: GateRules, wishes: number): number {
  const { audience, nature, stored } = rules;
  // Of few wishes several often shape the same answer, however well one of them fits.
  const areFew = stored <= SMALL_STORE && wishes <= FEW_WISHES;
  if (audience === 'model' && areFew && !nature.lookup && isWish(best.memory) && isWish(one.memory)) return 0;
  const isClear = best.relevance >= BESIDE_CLEAR && one.domain === 0;
  const share = isClear ? BESIDE_SHARE * best.relevance : 0;
  const isNamed = best.parts.words >= NAMED_WORDS;
  if (!nature.lookup && !isNamed) return share;
  const margin = isNamed && isWish(one.memory) && !nature.lookup ? WISH_MARGIN : LOOKUP_MARGIN[audience];
  return Math.max(share, best.relevance - margin);
}

/**
 * Whether there are so few memories that harmless wishes are sent with every request that is not of general knowledge.
 * @param wishes how many of the candidates are wishes; all of them are candidates
 */
export function isLittleKnown({ audience, nature, hasTopic, stored }: GateRules, wishes: number): boolean {
  if (audience !== 'model' || !hasTopic) return false;
  if (stored <= FEW_MEMORIES) return nature.generality <= FEW_GENERALITY.memories;
  return stored <= SMALL_STORE && wishes <= FEW_WISHES && nature.generality <= FEW_GENERALITY.wishes;
}

/** A preference or an order. */
export function isWish({ kind }: Memory): boolean {
  return kind === 'preference' || kind === 'instruction';
}
