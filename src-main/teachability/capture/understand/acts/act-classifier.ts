/**
 * Says what a part of a message does, by a linear head over hashed features: no model call, a fraction of a millisecond. Its weights
 * come from recipes/message-acts.
 */
import { lazy } from '../../lazy.ts';
import { actFeatures } from './act-features.ts';
import type { PartInContext } from './act-features.ts';
import { acts } from './act.ts';
import type { Act } from './act.ts';
import { actWeights } from './learned/act-weights.ts';
import { englishWeights } from './learned/english-weights.ts';
import { LinearHead } from './linear-head.ts';

/** How likely each act is, 0 to 1; together 1. */
export type ActScores = Readonly<Record<Act, number>>;

export function actScores(part: PartInContext): ActScores {
  const scores = acted().scores(actFeatures(part));
  return Object.fromEntries(acts.map((act, at) => [act, scores[at] ?? 0])) as Record<Act, number>;
}

/** English is what most rules are written for. */
export function isEnglish(text: string): boolean {
  const alone = {
    before: null,
    after: null,
    gap: 'block',
    place: 0,
    count: 1,
    besideMaterial: false,
  } as const;
  return (spoken().scores(actFeatures({ text, ...alone }))[1] ?? 0) >= 0.5;
}

const acted = lazy(() => LinearHead.read(actWeights, acts.length));
const spoken = lazy(() => LinearHead.read(englishWeights, 2));
