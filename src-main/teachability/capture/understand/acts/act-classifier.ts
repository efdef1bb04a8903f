/**
 * Classifies what a part of a message does: by a linear head over hashed features, in a fraction of a millisecond, combined with a head
 * over the part's vector if it has been fetched (segment-vectors.ts). No model call. The weights come from recipes/message-acts.
 */
import { lazy } from '../../lazy.ts';
import { actFeatures, alone } from './act-features.ts';
import type { SegmentInContext } from './act-features.ts';
import { acts } from './act.ts';
import type { Act } from './act.ts';
import { actWeights } from './learned/act-weights.ts';
import { englishWeights } from './learned/english-weights.ts';
import { meaningWeights } from './learned/meaning-weights.ts';
import { LinearHead } from './linear-head.ts';
import { MeaningHead } from './meaning-head.ts';
import { vectorOf } from './segment-vector-cache.ts';

/** The likelihood of each act, 0 to 1; they sum to 1. */
export type ActScores = Readonly<Record<Act, number>>;

/** The weight of the head over vectors relative to the head over letters and words. */
export const MEANING_WEIGHT = 0.7;

export function actScores(part: SegmentInContext): ActScores {
  const byWords = acted().scores(actFeatures(part));
  const vector = vectorOf(part.text);
  const scores = vector === undefined ? byWords : together(byWords, meant().logScores(vector));
  return Object.fromEntries(acts.map((act, at) => [act, scores[at] ?? 0])) as Record<Act, number>;
}

/** True for English, the language that most rules are written for. */
export function isEnglish(text: string): boolean {
  return (english().scores(actFeatures(alone(text)))[1] ?? 0) >= 0.5;
}

/** The product of both, normalised to a sum of 1. */
function together(byWords: Float64Array, byMeaning: Float64Array): Float64Array {
  const products = byWords.map((score, at) => score * Math.exp(MEANING_WEIGHT * (byMeaning[at] ?? 0)));
  const all = products.reduce((sum, one) => sum + one, 0);
  return products.map((one) => one / all);
}

const acted = lazy(() => LinearHead.read(actWeights, acts.length));
const meant = lazy(() => MeaningHead.read(meaningWeights, acts.length));
const english = lazy(() => LinearHead.read(englishWeights, 2));
