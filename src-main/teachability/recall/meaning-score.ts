import { CALIBRATION } from './constants.ts';
import type { Calibration } from './constants.ts';

const unknown: Calibration = { family: '', none: 0.3, same: 0.8, share: 0.4 };

/** The calibration of an embedder by its key; the general one for unknown embedders. */
export function calibrationOf(embedderKey: string): Calibration {
  const name = modelIn(embedderKey);
  return CALIBRATION.find(({ family }) => name.startsWith(family)) ?? unknown;
}

/** Recognises the model in `endpoint:host/maker/model@dimensions`, whichever server runs it. */
function modelIn(key: string): string {
  return key.startsWith('endpoint:') ? key.slice(key.lastIndexOf('/') + 1).toLowerCase() : key;
}

/** Maps a cosine to 0..1 on a scale that is comparable between embedders. */
export function meaningScore(cosine: number, { none, same }: Calibration): number {
  if (!Number.isFinite(cosine)) return 0;
  return Math.min(1, Math.max(0, (cosine - none) / (same - none)));
}
