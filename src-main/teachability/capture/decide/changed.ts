/** Which memories a statement repeats, and of which it says that they are different now or at an end, by what the head of relations says. */
import type { Memory } from '#shared/memory/memory.ts';
import type { Teaching } from '../teaching.ts';
import type { Related } from './relation/relations.ts';

/** So likely must it be that nothing new is said. */
const SAME = 0.9;
/** So likely must it be that a memory holds no more: usually, of a statement that says so itself, and of what was just spoken of. */
const SURE = 0.9;
const SURE_OF_CORRECTION = 0.6;
const SURE_LATELY = 0.75;
/** From this on the user is asked. */
const UNSURE = 0.75;

/** The memory that says all that the statement says. */
export function saidAgain(related: readonly Related[]): Memory | undefined {
  const [best] = related.toSorted((one, other) => other.scores.same - one.scores.same);
  return best !== undefined && best.scores.same >= SAME ? best.memory : undefined;
}

export interface Changed {
  readonly sure: readonly Memory[];
  readonly unsure: readonly Memory[];
}

/** @param lately ids of memories that the user has just spoken of */
export function changedBy(
  { corrects = false }: Teaching,
  related: readonly Related[],
  lately: ReadonlySet<string> = new Set(),
): Changed {
  const likely = related
    .map(({ memory, scores }) => ({ memory, change: scores.newer + scores.ended }))
    .sort((one, other) => other.change - one.change);
  const [best] = likely;
  if (best === undefined) return { sure: [], unsure: [] };
  const least = (id: string) => (corrects ? SURE_OF_CORRECTION : lately.has(id) ? SURE_LATELY : SURE);
  if (best.change >= least(best.memory.id)) return { sure: [best.memory], unsure: [] };
  return { sure: [], unsure: best.change >= UNSURE ? [best.memory] : [] };
}
