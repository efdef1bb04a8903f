/**
 * Finds the standing instructions that a message cancels ("You can stop answering in rhymes"), and those that it replaces with another wish
 * that is no order by its words ("English will do again" after "Answer in Welsh").
 */
import type { Memory } from '#shared/memory/memory.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { everywhere, sameScope, searchedFor } from '../../scopes.ts';
import type { CapturePorts } from '../capture-ports.ts';
import { relatedTo } from './relation/relations.ts';
import { teachingsIn } from '../extract/explicit-teaching.ts';
import { statedIn, teachingOf } from '../extract/learn-by-rules.ts';
import { tidySentence } from '../extract/wording.ts';
import type { UserWords } from '../teaching.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { wordsOf } from '../../recall/terms.ts';
import type { PlannedTeaching } from './plan.ts';
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
/** The minimum of the relation if the sentence itself does not seem to cancel anything, and if a single word names the instruction. */
const SURE_BY_RELATION_ALONE = 0.85;
/** A longer sentence says more than that an instruction has ended. In words; in pairs of letters for scripts without spaces. */
const LONGEST = 14;
/** The maximum likelihood that the sentence does something else: asks, hands over a text, or sets an instruction of its own. */
const MOST_ELSE = 0.75;
const MOST_CHAT = 0.97;
/** From this likelihood on the sentence only ends an instruction, whatever the relation says. */
const ONLY_ENDS = 0.5;
/** How many instructions are compared. */
const COMPARED = 12;
/** How long to wait for vectors, in ms. */
const PATIENCE = 500;

/** An opinion on the last answer, which ends nothing: "The dice example really helped", "Great, the summary at the end is useful". */
const REVIEWS =
  /^(?:(?:ok(?:ay)?|yes|yeah|great|nice|thanks|thank you|perfect|good|cool|wow|ah|oh)[,.!]?\s+)*(?:that|this|those|these|the|your)\s(?:[^\s,;:]{1,30}\s){0,8}?(?:(?:really |actually |also |certainly )?(?:helped|helps|worked|works|clarified|clarifies|explained|explains|cleared|did the|made (?:it|this|that|everything|things|perfect)|makes (?:it|this|that|everything|things|perfect|sense|total|a lot)|gave me)|(?:was|were|is|are) (?:(?:really|very|so|super|quite|just|also|all|extremely) )?(?:handy|help\p{L}+|useful|clear\p{L}*|great|good|perfect|nice|spot|excellent|brilliant|fantastic|lovely|neat|exactly|what i))(?!\p{L})/iu;

export interface CancelledOrders {
  readonly cancelled: readonly Memory[];
  /** Wishes that take the place of an instruction. */
  readonly wishes: readonly PlannedTeaching[];
  /** The sentences that do so. */
  readonly sentences: readonly string[];
}

export const noOrdersCancelled: CancelledOrders = { cancelled: [], wishes: [], sentences: [] };

/** The rest of a message beside such sentences. */
export function withoutSentences(own: string, sentences: readonly string[]): string {
  return sentences.reduce((rest, sentence) => rest.replace(sentence, ''), own);
}

interface Cancelled {
  readonly orders: readonly Memory[];
  readonly sentence: SentenceActs;
  /** True: the sentence is a wish of its own. */
  readonly isWish: boolean;
}

/** @param own words of the user, without material */
export async function cancelledOrders(
  own: string,
  words: UserWords,
  { reader, embedder }: Pick<CapturePorts, 'reader' | 'embedder'>,
): Promise<CancelledOrders> {
  const sentences = sentenceActs(own).filter(
    (sentence) =>
      !sentence.isQuestion &&
      !REVIEWS.test(sentence.text) &&
      !/[:：]$/u.test(sentence.text) &&
      (sentence.scores.cancel >= LIKELY || mayCancel(sentence)),
  );
  const scope = words.scope ?? everywhere;
  const orders =
    sentences.length === 0
      ? []
      : reader
          .standing(searchedFor(scope))
          .filter((memory) => sameScope(memory.scope, scope) && memory.kind === 'instruction');
  if (orders.length === 0) return noOrdersCancelled;
  const all = await Promise.all(
    sentences.map((sentence) => cancelledBy(sentence, orders, embedder(), words.at)),
  );
  const found = all.filter((one) => one.orders.length > 0);
  return {
    cancelled: [...new Set(found.filter(({ isWish }) => !isWish).flatMap((one) => one.orders))],
    wishes: found
      .filter(({ isWish }) => isWish)
      .flatMap((one) => one.orders.map((memory) => wishInsteadOf(memory, one.sentence.text))),
    sentences: found.map(({ sentence }) => sentence.text),
  };
}

function wishInsteadOf(replaces: Memory, sentence: string): PlannedTeaching {
  const teaching = teachingOf(tidySentence(sentence), 'instruction', 'told: another wish instead');
  return { ...teaching, corrects: true, replaces };
}

/** Whether a sentence that does not seem to cancel anything may do so by what it says of an instruction: "Back to English then". */
function mayCancel({ text, scores }: SentenceActs): boolean {
  const { request, work_on_text: work, ask_memory: asked, material, order, teach, forget } = scores;
  if (scores.chat >= MOST_CHAT) return false;
  const others = [request + work, asked, material, order, teach, forget, scores.keep_again];
  return wordsOf(text).length <= LONGEST && others.every((one) => one < MOST_ELSE);
}

async function cancelledBy(
  sentence: SentenceActs,
  orders: readonly Memory[],
  embedder: Embedder | null,
  at: number,
): Promise<Cancelled> {
  const { text, scores } = sentence;
  const ends = (ended: readonly Memory[]): Cancelled => ({ orders: ended, sentence, isWish: false });
  const named = bestNamed(contentWords(text), orders);
  if (
    scores.cancel >= SURE &&
    (named.length > 0 || (orders.length === 1 && scores.cancel >= SURE_OF_THE_ONLY))
  )
    return ends(named.length > 0 ? named : orders);
  const undone = await undoneBy(sentence, named, orders, embedder, at);
  if (undone !== null)
    return { orders: [undone.memory], sentence, isWish: undone.isNewer && scores.cancel < ONLY_ENDS };
  if (scores.cancel < LIKELY) return ends([]);
  const [related] = await relatedTo({ text, kind: 'instruction' }, named, embedder, PATIENCE);
  return ends(
    related !== undefined && scores.cancel + related.scores.ended >= SURE_WITH_RELATION ? named : [],
  );
}

/**
 * The instruction that a sentence undoes, mostly without naming it: "You may say du to me" after "Address me formally". Null if none is
 * certain.
 */
async function undoneBy(
  { text, scores }: SentenceActs,
  named: readonly Memory[],
  orders: readonly Memory[],
  embedder: Embedder | null,
  at: number,
): Promise<{ readonly memory: Memory; readonly isNewer: boolean } | null> {
  const soundsLikeOrder = scores.cancel + scores.order >= SURE;
  if (!soundsLikeOrder && tellsAnotherThing(text, at)) return null;
  const compared = [...new Set([...named, ...orders])].slice(0, COMPARED);
  const related = await relatedTo({ text, kind: 'instruction' }, compared, embedder, PATIENCE);
  const [best, next] = related
    .filter(({ byMeaning, meaning }) => byMeaning && (meaning ?? 0) >= NEAR)
    .map(({ memory, scores: of }) => ({ memory, change: of.newer + of.ended, isNewer: of.newer > of.ended }))
    .toSorted((one, other) => other.change - one.change);
  const least = soundsLikeOrder ? SURE_RELATION : SURE_BY_RELATION_ALONE;
  if (best === undefined || best.change < least) return null;
  return next !== undefined && best.change - next.change < APART ? null : best;
}

/** Whether rules are certain of what a sentence teaches, and that is no order: "Remember that the hotel is in Gion.", "My name is Jo." */
function tellsAnotherThing(sentence: string, at: number): boolean {
  const taught = [...teachingsIn(sentence, true), ...statedIn(sentence, at, true)];
  return taught.length > 0 && taught.every(({ kind }) => kind !== 'instruction');
}

function bestNamed(wanted: readonly string[], orders: readonly Memory[]): Memory[] {
  const counts = orders.map(({ text }) => countContained(wanted, contentWords(text)));
  const most = Math.max(0, ...counts);
  const named = orders.filter((_, at) => counts[at] === most);
  // If the sentence names several equally well, none is certain.
  return most > 0 && named.length === 1 ? named : [];
}
