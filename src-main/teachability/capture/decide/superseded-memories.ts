/** Which memories a statement repeats, and which ones it says have changed or ended, by the classifier of relations. */
import type { Memory } from '#shared/memory/memory.ts';
import { gistOfText } from '../../recall/near-duplicates.ts';
import { wordsOf } from '../../recall/terms.ts';
import type { Teaching } from '../teaching.ts';
import { applyElsewhere, askForDifferent, canBothBeFollowed, takesPlaceOf } from './conditions.ts';
import { isNumberWord } from './number-words.ts';
import { isAboutOtherPerson } from './other-person.ts';
import { contentWords, countContained, countRelated, countSameStems } from './shared-words.ts';
import { sameSlot } from './slots.ts';
import type { Related } from './relation/relations.ts';

/** The minimum likelihood that a statement says nothing new; the second one applies if only words are compared. */
const SAME = 0.7;
const SAME_BY_WORDS = 0.97;
/** The same for two texts that give one thing the same name. */
const SAME_OF_NAME = 0.5;
const NAME = /(?<!\p{L})\p{Lu}\p{L}+/gu;
/** The minimum likelihood that a memory no longer holds: usually, if the statement itself says so, and if the memory was just mentioned or is about the name it begins with. */
const SURE = 0.7;
const SURE_OF_CORRECTION = 0.5;
const SURE_LATELY = 0.5;
/** The minimum for two instructions with no word in common. */
const SURE_OF_ORDERS = 0.85;
/** From this likelihood on the user is asked. */
const UNSURE = 0.6;
/** Two texts with no word in common may be about the same thing only when their meanings are so near. */
const NEAR = 0.4;

/** The memory that already says what the statement says. */
export function memoryRepeatedBy(teaching: Teaching, related: readonly Related[]): Memory | undefined {
  if (teaching.corrects === true) return undefined;
  const [best] = related
    .filter(({ memory }) => !namesAnother(memory, teaching) && !givesAnotherValue(memory, teaching))
    .filter(
      ({ memory: { text } }) =>
        !turnsRound(text, teaching.text) &&
        !askForDifferent(text, teaching.text) &&
        !takesPlaceOf(text, teaching.text),
    )
    .sort((one, other) => other.scores.same - one.scores.same);
  if (best === undefined) return undefined;
  const least = namesAlike(best.memory.text, teaching.text) ? SAME_OF_NAME : SAME;
  return best.scores.same < (best.byMeaning ? least : SAME_BY_WORDS) ? undefined : best.memory;
}

/** True for two texts with the same words of which one denies: "Always use tables in reports" and "Never use tables in reports". */
function turnsRound(memory: string, statement: string): boolean {
  const [old, now] = [gistOfText(memory), gistOfText(statement)];
  if (old.negations % 2 === now.negations % 2) return false;
  const shared = [...now.stems].filter((one) => old.stems.has(one)).length;
  return shared > 1 && now.stems.size - shared <= 1 && old.stems.size - shared <= 1;
}

/** True if both give one thing the same name, in at most one other word each: "My dog is called Rex" and "I have a dog named Rex". */
function namesAlike(memory: string, statement: string): boolean {
  const [old, now] = [contentWords(memory), contentWords(statement)];
  const shared = countRelated(now, old);
  const isNamed = (statement.match(NAME) ?? []).some((name) => memory.includes(name));
  return isNamed && shared >= 2 && now.length - shared <= 1 && old.length - countRelated(old, now) <= 1;
}

/** True if the statement has a name or number that the memory lacks, or compares the same two things the other way round. */
function namesAnother(memory: Memory, { subject, text }: Teaching): boolean {
  const known = new Set(wordsOf(memory.text));
  const values = text.match(/(?<=\s)\p{Lu}[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
  const fresh = values.flatMap(wordsOf).some((word) => !known.has(word));
  if (/\p{N}/u.test(text) && fresh) return true;
  const counts = wordsOf(text).filter((word) => isNumberWord(word));
  if (counts.some((word) => !known.has(word)) && [...known].some((word) => isNumberWord(word))) return true;
  return (
    subject !== null && memory.subject === subject && (fresh || subject.startsWith('preference between'))
  );
}

/** True if both tell the same thing of the user in different words: "My favourite colour is teal" and "… green". */
function givesAnotherValue(memory: Memory, { subject, text }: Teaching): boolean {
  if (sameSlot(memory.text, text, false) === 'sure') return true;
  if (subject === null || memory.subject !== subject || /^what i think/iu.test(subject)) return false;
  const [old, now] = [contentWords(memory.text), contentWords(text)];
  return countContained(now, old) < now.length && countContained(old, now) < old.length;
}

export interface Changed {
  readonly sure: readonly Memory[];
  readonly unsure: readonly Memory[];
}

/** @param lately ids of memories that the user has just mentioned */
export function changedBy(
  { corrects = false, onlyCorrects = false, text, sentence = text, kind }: Teaching,
  related: readonly Related[],
  lately: ReadonlySet<string> = new Set(),
): Changed {
  if (kind === 'instruction') {
    const turned = related.filter(
      ({ memory }) =>
        memory.kind === kind && (turnsRound(memory.text, text) || takesPlaceOf(memory.text, text)),
    );
    if (turned.length > 0) return { sure: turned.map(({ memory }) => memory), unsure: [] };
  }
  // Much is alike without being about the same thing, such as the names of a dog and of a cat: then the statement must say itself that
  // something changed, or say nothing else.
  const mayBeAbout = ({ memory, change, meaning }: Related & { readonly change: number }) => {
    const areOrders = kind === 'instruction' && memory.kind === 'instruction';
    if (areOrders && (applyElsewhere(memory.text, text) || canBothBeFollowed(memory.text, text)))
      return false;
    if (countContained(contentWords(memory.text), contentWords(sentence)) > 0) return true;
    // What is so does not say how to answer: "My name is Jo" leaves "Address me formally" as it is.
    if (kind === 'fact' && memory.kind === 'instruction') return false;
    // Instructions are all about answers, so their relation alone tells whether one takes the place of another.
    const ofOrders = areOrders && change >= SURE_OF_ORDERS;
    return (corrects || onlyCorrects || ofOrders) && (meaning ?? 0) >= NEAR;
  };
  const speaksOf = knownNameIn(text, related);
  const isOfName = ({ memory }: Related) =>
    speaksOf === null ||
    memory.text.includes(speaksOf) ||
    countSameStems(contentWords(memory.text), contentWords(text)) > 0;
  const [best] = related
    .filter(isOfName)
    .filter(({ memory }) => !beginsWithAnother(memory.text, text) && !isAboutOtherPerson(memory.text, text))
    .map((one) => ({ ...one, change: one.scores.newer + one.scores.ended }))
    .filter(mayBeAbout)
    .sort((one, other) => other.change - one.change);
  if (best === undefined) return { sure: [], unsure: [] };
  const { memory, change, byMeaning } = best;
  const isMeant = lately.has(memory.id) || (speaksOf !== null && memory.text.includes(speaksOf));
  const usual = isMeant ? SURE_LATELY : SURE;
  const least = corrects ? SURE_OF_CORRECTION : usual;
  // Words alone are weak evidence, so the statement must say itself that something changed.
  if (change >= least && (byMeaning || corrects)) return { sure: [memory], unsure: [] };
  return { sure: [], unsure: byMeaning && change >= UNSURE ? [memory] : [] };
}

/** The name that a statement begins with, if one of the memories has it: "Joris works days now". */
function knownNameIn(text: string, related: readonly Related[]): string | null {
  const name = /^\p{Lu}[\p{L}\p{M}]{2,}(?=['’]s\s|\s\p{Ll})/u.exec(text)?.[0];
  if (name === undefined || !isTelling(name)) return null;
  return related.some(({ memory }) => memory.text.slice(1).includes(name)) ? name : null;
}

/** True if both say the same of different names or things: "Ana's birthday is …" and "Ben's birthday is …". */
function beginsWithAnother(old: string, now: string): boolean {
  const [one, oneNext] = wordsOf(old);
  const [other, otherNext] = wordsOf(now);
  if (one === undefined || other === undefined || oneNext !== otherNext) return false;
  if (!isTelling(one) || !isTelling(other)) return false;
  return countContained([one], wordsOf(now)) === 0 && countContained([other], wordsOf(old)) === 0;
}

function isTelling(word: string): boolean {
  return contentWords(word).length > 0;
}
