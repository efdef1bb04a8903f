/**
 * Tells statements that last (“i take the tram to work”) from talk of the moment (“i'm on the tram”) by their meaning, in any language. The
 * weights and what they reach on authors they were not trained on come from recipes/lasting-statements.
 */
import { lazy } from '../../lazy.ts';
import { isEnglish } from './act-classifier.ts';
import { lastingWeights } from './learned/lasting-weights.ts';
import { MeaningHead } from './meaning-head.ts';
import { vectorOf } from './segment-vector-cache.ts';

/** The minimum likelihood. It is higher in English, where rules match many statements and small talk is harder to tell. */
const LASTS = 0.97;
const LASTS_IN_ENGLISH = 0.98;

/** Below this likelihood a statement is over soon, whatever else it looks like. */
const PASSES = 0.1;

/** The likelihood, 0 to 1, that a text says something lasting of the user, their people or their things; null if it has no vector. */
export function lastingScore(text: string): number | null {
  const vector = vectorOf(text);
  return vector === undefined ? null : Math.exp(head().logScores(vector)[1] ?? Number.NEGATIVE_INFINITY);
}

/** Whether a text surely says something lasting. False if it has no vector. */
export function lasts(text: string): boolean {
  return (lastingScore(text) ?? 0) >= (isEnglish(text) ? LASTS_IN_ENGLISH : LASTS);
}

/** Whether a text surely says nothing lasting. False if it has no vector. */
export function passes(text: string): boolean {
  return (lastingScore(text) ?? 1) < PASSES;
}

const head = lazy(() => MeaningHead.read(lastingWeights, 2));
