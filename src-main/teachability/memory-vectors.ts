import type { Embedder } from '#shared/models/embedder.ts';
import type { MemoryValue } from '#shared/memory/memory.ts';
import type { MemoryVectors } from './ports.ts';

/** The texts of a memory that are embedded, in the order of MemoryVectors. */
function unitsOf({ text, cues }: Pick<MemoryValue, 'text' | 'cues'>): string[] {
  return [text, ...cues.map((cue) => cue.text)];
}

/**
 * Vectors of the texts and cues of memories, by id, in one call of the embedder. Empty when there is no embedder, it fails
 * or takes longer than `patience` ms: the memories are stored all the same and their vectors follow later. Private memories
 * are never given to an embedder that is not on this machine: they are found by words.
 */
export async function vectorsFor(
  all: readonly { readonly id: string; readonly value: Pick<MemoryValue, 'text' | 'cues' | 'private'> }[],
  embedder: Embedder | null,
  patience: number,
): Promise<Map<string, MemoryVectors>> {
  const memories = all.filter(({ value }) => embedder?.local === true || !value.private);
  if (memories.length === 0 || embedder === null) return new Map();
  const units = memories.map(({ value }) => unitsOf(value));
  const vectors = await embedWithin(embedder, units.flat(), patience);
  if (vectors === null) return new Map();
  const { key, dimensions } = embedder;
  let start = 0;
  return new Map(
    memories.map(({ id }, index) => {
      const end = start + (units[index]?.length ?? 0);
      const own = vectors.slice(start, end);
      start = end;
      return [id, { embedder: key, dimensions, vectors: own }];
    }),
  );
}

/** Null on failure or timeout, also if the embedder ignores its signal. */
export async function embedWithin(
  embedder: Embedder,
  texts: readonly string[],
  patience: number,
): Promise<Float32Array[] | null> {
  const signal = AbortSignal.timeout(patience);
  const late = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  try {
    const vectors = await Promise.race([embedder.embed(texts, signal), late]);
    return vectors?.length === texts.length ? vectors : null;
  } catch {
    return null;
  }
}
