import { CALIBRATION } from './constants.ts';
import type { Calibration } from './constants.ts';

const unknown: Calibration = { family: '', none: 0.3, same: 0.8, share: 0.4 };

/** What is known of an embedder, by its key; what holds for most when nothing is. */
export function calibrationOf(embedderKey: string): Calibration {
  const name = modelIn(embedderKey);
  return CALIBRATION.find(({ family }) => name.startsWith(family)) ?? unknown;
}

/** `endpoint:host/maker/model@dimensions` is known by the model, wherever it is served. */
function modelIn(key: string): string {
  return key.startsWith('endpoint:') ? key.slice(key.lastIndexOf('/') + 1).toLowerCase() : key;
}

/** A cosine as 0..1, on a scale that means the same for every embedder. */
export function meaningScore(cosine: number, { none, same }: Calibration): number {
  if (!Number.isFinite(cosine)) return 0;
  return Math.min(1, Math.max(0, (cosine - none) / (same - none)));
}
