/** Finds the standing instructions that a message cancels: "You can stop answering in rhymes". */
import type { Memory } from '#shared/memory/memory.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { everywhere, sameScope, searchedFor } from '../../scopes.ts';
import type { CapturePorts } from '../capture-ports.ts';
import { relatedTo } from './relation/relations.ts';
import type { UserWords } from '../teaching.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import { countContained, contentWords } from './shared-words.ts';

const SURE = 0.6;
/** The minimum likelihood if the instruction is not named and there is only one. */
const SURE_OF_THE_ONLY = 0.8;
/** The minimum likelihood of a sentence; above it, its relation to an instruction that it names counts too. */
const LIKELY = 0.2;
/** The minimum of both together. */
const SURE_WITH_RELATION = 0.9;
/** The minimum of the relation to an instruction that is not named, how near their meanings must be, and the margin over the second best. */
const SURE_RELATION = 0.7;
const NEAR = 0.2;
const APART = 0.2;
/** How many instructions are compared. */
const COMPARED = 12;
/** How long to wait for vectors, in ms. */
const PATIENCE = 500;

/** @param own words of the user, without material */
export async function cancelledOrders(
  own: string,
  words: UserWords,
  { reader, embedder }: Pick<CapturePorts, 'reader' | 'embedder'>,
): Promise<Memory[]> {
  const cancelling = sentenceActs(own).filter(
    ({ scores, isQuestion }) => !isQuestion && scores.cancel >= LIKELY,
  );
  if (cancelling.length === 0) return [];
  const scope = words.scope ?? everywhere;
  const orders = reader
    .standing(searchedFor(scope))
    .filter((memory) => sameScope(memory.scope, scope) && memory.kind === 'instruction');
  const cancelled = await Promise.all(
    cancelling.map(async ({ text, scores }) => {
      const named = bestNamed(contentWords(text), orders);
      if (named.length === 0 && scores.cancel + scores.order >= SURE) {
        const undone = await undoneBy(text, orders, embedder());
        if (undone !== null) return [undone];
      }
      if (scores.cancel < SURE) {
        const [related] = await relatedTo({ text, kind: 'instruction' }, named, embedder(), PATIENCE);
        return related !== undefined && scores.cancel + related.scores.ended >= SURE_WITH_RELATION
          ? named
          : [];
      }
      return named.length > 0 || orders.length !== 1 || scores.cancel < SURE_OF_THE_ONLY ? named : orders;
    }),
  );
  return [...new Set(cancelled.flat())];
}

/** The instruction that another wish undoes without naming it: "You may say du to me" after "Address me formally". Null if none does. */
async function undoneBy(
  text: string,
  orders: readonly Memory[],
  embedder: Embedder | null,
): Promise<Memory | null> {
  const related = await relatedTo(
    { text, kind: 'instruction' },
    orders.slice(0, COMPARED),
    embedder,
    PATIENCE,
  );
  const [best, next] = related
    .filter(({ byMeaning, meaning }) => byMeaning && (meaning ?? 0) >= NEAR)
    .map(({ memory, scores }) => ({ memory, change: scores.newer + scores.ended }))
    .toSorted((one, other) => other.change - one.change);
  if (best === undefined || best.change < SURE_RELATION) return null;
  return next !== undefined && best.change - next.change < APART ? null : best.memory;
}

function bestNamed(wanted: readonly string[], orders: readonly Memory[]): Memory[] {
  const counts = orders.map(({ text }) => countContained(wanted, contentWords(text)));
  const most = Math.max(0, ...counts);
  const named = orders.filter((_, at) => counts[at] === most);
  // If the sentence names several equally well, none is certain.
  return most > 0 && named.length === 1 ? named : [];
}
