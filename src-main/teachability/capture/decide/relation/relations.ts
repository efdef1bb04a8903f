/**
 * Classifies the relations of new statements to the memories they could be about: a few milliseconds for each memory, no model call. This
 * folder owns the features, the head and its weights; it knows nothing of what follows from a relation (decide/superseded-memories.ts).
 */
import type { Embedder } from '#shared/models/embedder.ts';
import type { Memory } from '#shared/memory/memory.ts';
import { embedWithin } from '../../../memory-vectors.ts';
import { calibrationOf, meaningScore } from '../../../recall/meaning-score.ts';
import { lazy } from '../../lazy.ts';
import { Directions } from './directions.ts';
import { meaningDirections } from './learned/meaning-directions.ts';
import { relationWeights } from './learned/relation-weights.ts';
import { pairFeatures, readStatement } from './pair-features.ts';
import type { PairMeaning, Statement } from './pair-features.ts';
import { RelationHead } from './relation-head.ts';
import type { RelationScores } from './relation.ts';

export interface Related {
  readonly memory: Memory;
  readonly scores: RelationScores;
  /** False: no vectors were available, so the scores are less reliable. */
  readonly byMeaning: boolean;
  /** The similarity of their meanings, 0 to 1; null if no vectors were available. */
  readonly meaning: number | null;
}

/** The beginning of the key of the embedder whose vectors the directions were computed from. */
const EMBEDDER = 'minilm-int8+e5-int4@1/';

/**
 * One entry for each memory, in the same order. Memories are never sent to an embedder on another machine; then only words are compared.
 * @param patience how long to wait for vectors, in ms
 */
export async function relatedTo(
  statement: Statement,
  memories: readonly Memory[],
  embedder: Embedder | null,
  patience: number,
): Promise<Related[]> {
  if (memories.length === 0) return [];
  const now = readStatement(statement);
  const meanings = await meaningsOf(statement.text, memories, embedder, patience);
  return memories.map((memory, at) => ({
    memory,
    byMeaning: meanings[at] !== undefined,
    meaning: meanings[at]?.score ?? null,
    scores: head().scores(pairFeatures(readStatement(memory), now, meanings[at] ?? null)),
  }));
}

async function meaningsOf(
  text: string,
  memories: readonly Memory[],
  embedder: Embedder | null,
  patience: number,
): Promise<PairMeaning[]> {
  if (embedder?.local !== true || calibrationOf(embedder.key).lettersOnly === true) return [];
  const vectors = await embedWithin(embedder, [text, ...memories.map((memory) => memory.text)], patience);
  const [now, ...old] = vectors ?? [];
  if (now === undefined) return [];
  const calibration = calibrationOf(embedder.key);
  const known = embedder.key.startsWith(EMBEDDER);
  const along = (vector: Float32Array) => (known ? directions().along(vector) : []);
  return old.map((vector) => ({
    score: meaningScore(dot(vector, now), calibration),
    old: along(vector),
    now: along(now),
  }));
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, part, at) => sum + part * (other[at] ?? 0), 0);
}

const head = lazy(() => RelationHead.read(relationWeights));
const directions = lazy(() => {
  const bytes = new Uint8Array(Buffer.from(meaningDirections, 'base64'));
  return new Directions(new Float32Array(bytes.buffer));
});
