/**
 * How far a memory bears on a request, and how far it must to be sent. There are two ways through the gate, words or meaning, and both
 * together; what the request is (general, advice, or one thing looked up) and what the memory is (sensitive, an order) move the gate.
 */
import type { RecallAudience } from '#shared/memory/recall.ts';
import {
  BEARING_GATE,
  BEARING_STEP,
  BEARING_STEPS_MOST,
  BEARING_TOPICS,
  BEARING_WORDS,
  GENERALITY,
  LEAST_BEARING,
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
import type { RequestKinds } from '../request/focus.ts';
import type { Ranked } from '../ranking.ts';
import { sensitivityOf } from './sensitive.ts';

/** What a request is, in calibrated cosine. */
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
  const personal = Math.max(kinds.advice, kinds.lookup);
  return { generality: (kinds.general - personal) / (same - none), lookup: kinds.lookup > kinds.advice };
}

/**
 * @param words share of the question's words, 0..1
 * @param meaning calibrated likeness to what the question is about, 0..1
 * @param topics share of the question's topics, 0..1; null when it has none
 */
export function bearingOf(words: number, meaning: number, topics: number | null): number {
  return meaning + BEARING_WORDS * words + BEARING_TOPICS * (topics ?? TOPICLESS_SHARE);
}

export interface GateRules {
  readonly audience: RecallAudience;
  readonly nature: RequestNature;
  /** False: the message holds no word that says what it is about. */
  readonly hasTopic: boolean;
}

/** The least bearing this memory needs as the first one that is sent. */
export function neededBearing({ memory, cueWords }: Ranked, rules: GateRules): number {
  const { audience, nature } = rules;
  // An order with a condition goes with it, also where a question is general: "show the formula when I ask about triangles".
  const conditional = audience === 'model' && memory.kind === 'instruction' && memory.cues.length > 0;
  const generality = conditional ? Math.min(nature.generality, nature.generality / 2) : nature.generality;
  const isEased = conditional || (audience === 'model' && nature.generality <= 0);
  const less = isEased ? (WISH_LESS[memory.kind] ?? 0) : 0;
  const usual = BEARING_GATE[audience] + GENERALITY * generality - less;
  const more =
    SENSITIVE_MORE * sensitivityOf(memory.text) + (cueWords < TELLING_CUE ? topiclessMore(rules) : 0);
  return Math.max(LEAST_BEARING[audience], usual) + more;
}

function topiclessMore({ hasTopic, nature }: GateRules): number {
  if (hasTopic) return 0;
  return nature === unknownNature ? TOPICLESS_MORE.unknown : TOPICLESS_MORE.known;
}

/** What is needed beyond that by one that others go before. */
export function neededAfter(before: number): number {
  return Math.min(BEARING_STEPS_MOST, BEARING_STEP * before);
}

/** The least bearing beside the best one. Many wishes may bear on a request for advice; what it names leaves less room for others. */
export function leastBeside(best: Ranked, { memory }: Ranked, { audience, nature }: GateRules): number {
  const isNamed = best.parts.words >= NAMED_WORDS;
  if (!nature.lookup && !isNamed) return 0;
  const isWish = memory.kind === 'preference' || memory.kind === 'instruction';
  return best.bearing - (isNamed && isWish && !nature.lookup ? WISH_MARGIN : LOOKUP_MARGIN[audience]);
}
