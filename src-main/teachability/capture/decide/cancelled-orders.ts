/** "You can stop answering in rhymes": the standing orders that a message takes back. */
import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryReader } from '../../ports.ts';
import { everywhere, sameScope, searchedFor } from '../../scopes.ts';
import type { UserWords } from '../teaching.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import { heldOf, tellingWords } from './shared-words.ts';

const SURE = 0.6;
/** So sure must it be when the order is not named: there is only one. */
const SURE_OF_THE_ONLY = 0.8;

/** @param own words of the user, without material */
export function cancelledOrders(own: string, words: UserWords, reader: MemoryReader): Memory[] {
  const cancelling = sentenceActs(own).filter(
    ({ scores, isQuestion }) => !isQuestion && scores.cancel >= SURE,
  );
  if (cancelling.length === 0) return [];
  const scope = words.scope ?? everywhere;
  const orders = reader
    .standing(searchedFor(scope))
    .filter((memory) => sameScope(memory.scope, scope) && memory.kind === 'instruction');
  return [
    ...new Set(
      cancelling.flatMap(({ text, scores }) => {
        const named = bestNamed(tellingWords(text), orders);
        return named.length > 0 || orders.length !== 1 || scores.cancel < SURE_OF_THE_ONLY ? named : orders;
      }),
    ),
  ];
}

function bestNamed(wanted: readonly string[], orders: readonly Memory[]): Memory[] {
  const counts = orders.map(({ text }) => heldOf(wanted, tellingWords(text)));
  const most = Math.max(0, ...counts);
  const named = orders.filter((_, at) => counts[at] === most);
  // Of several that are named alike, none is sure.
  return most > 0 && named.length === 1 ? named : [];
}
