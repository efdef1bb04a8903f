import { CALIBRATION } from './constants.ts';

/** A cosine as 0..1, on a scale that means the same for every embedder; see CALIBRATION. */
export function meaningScore(cosine: number, embedderKey: string): number {
  const scale = CALIBRATION.find(({ family }) => embedderKey.startsWith(family));
  if (scale === undefined || !Number.isFinite(cosine)) return 0;
  return Math.min(1, Math.max(0, (cosine - scale.none) / (scale.same - scale.none)));
}
