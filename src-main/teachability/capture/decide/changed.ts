/** Which memories a statement repeats, and of which it says that they are different now or at an end, by what the head of relations says. */
import type { Memory } from '#shared/memory/memory.ts';
import { wordsOf } from '../../recall/terms.ts';
import type { Teaching } from '../teaching.ts';
import { heldOf, tellingWords } from './shared-words.ts';
import type { Related } from './relation/relations.ts';

/** So likely must it be that nothing new is said; of what is compared by words alone. */
const SAME = 0.7;
const SAME_BY_WORDS = 0.97;
/** So likely must it be that a memory holds no more: usually, of a statement that says so itself, of what was just spoken of. */
const SURE = 0.7;
const SURE_OF_CORRECTION = 0.5;
const SURE_LATELY = 0.5;
/** From this on the user is asked. */
const UNSURE = 0.6;

/** The memory that says all that the statement says. */
export function saidAgain(teaching: Teaching, related: readonly Related[]): Memory | undefined {
  if (teaching.corrects === true) return undefined;
  const [best] = related
    .filter(({ memory }) => !namesAnother(memory, teaching))
    .sort((one, other) => other.scores.same - one.scores.same);
  if (best === undefined || best.scores.same < (best.byMeaning ? SAME : SAME_BY_WORDS)) return undefined;
  return best.memory;
}

/** Of one subject, but with a name or number that the memory lacks, or with two sides the other way round. */
function namesAnother(memory: Memory, { subject, text }: Teaching): boolean {
  const known = new Set(wordsOf(memory.text));
  const values = text.match(/(?<=\s)\p{Lu}[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
  const fresh = values.flatMap(wordsOf).some((word) => !known.has(word));
  if (/\p{N}/u.test(text) && fresh) return true;
  return (
    subject !== null && memory.subject === subject && (fresh || subject.startsWith('preference between'))
  );
}

export interface Changed {
  readonly sure: readonly Memory[];
  readonly unsure: readonly Memory[];
}

/** @param lately ids of memories that the user has just spoken of */
export function changedBy(
  { corrects = false, text }: Teaching,
  related: readonly Related[],
  lately: ReadonlySet<string> = new Set(),
): Changed {
  const [best] = related
    .filter(({ memory }) => !beginsWithAnother(memory.text, text))
    .map((one) => ({ ...one, change: one.scores.newer + one.scores.ended }))
    .sort((one, other) => other.change - one.change);
  if (best === undefined) return { sure: [], unsure: [] };
  const { memory, change, byMeaning } = best;
  const usual = lately.has(memory.id) ? SURE_LATELY : SURE;
  const least = corrects ? SURE_OF_CORRECTION : usual;
  // By words alone too much looks alike: the statement must say itself that something changed.
  if (change >= least && (byMeaning || corrects)) return { sure: [memory], unsure: [] };
  return { sure: [], unsure: byMeaning && change >= UNSURE ? [memory] : [] };
}

/** "Ana's birthday is …" and "Ben's birthday is …": the same is said of a name or thing of its own. */
function beginsWithAnother(old: string, now: string): boolean {
  const [one, oneNext] = wordsOf(old);
  const [other, otherNext] = wordsOf(now);
  if (one === undefined || other === undefined || oneNext !== otherNext) return false;
  if (!isTelling(one) || !isTelling(other)) return false;
  return heldOf([one], wordsOf(now)) === 0 && heldOf([other], wordsOf(old)) === 0;
}

function isTelling(word: string): boolean {
  return tellingWords(word).length > 0;
}
