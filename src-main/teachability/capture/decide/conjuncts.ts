/**
 * Splits a sentence of a memory into conjuncts, the parts that can be forgotten separately: "I have a cat and a dog" lists two things after "I have", "I live
 * in Ghent and my sister in Lyon" has two clauses. Decided by conjunctions, punctuation and the first words of each conjunct.
 */
import { stopWords } from '../../recall/stop-words.ts';
import { wordsOf } from '../../recall/terms.ts';
import { isCommonWord } from '../understand/acts/frames.ts';
import { startsWithThirdPerson } from '../understand/third-person.ts';

/**
 * clause: has a subject of its own. predicate: a further verb of the preceding subject. item: a further thing in a list. unclear: a predicate
 * or an item.
 */
export type ConjunctRole = 'clause' | 'predicate' | 'item' | 'unclear';

export interface Conjunct {
  readonly text: string;
  /** The separator between it and the preceding conjunct; empty for the first. */
  readonly joint: string;
  readonly role: ConjunctRole;
}

const JOINING = String.raw`and|or|but|as well as|plus|und|oder|aber|sowie|et|ou|mais|y|e|o|u|pero|ma|mas|en|of|maar|i|oraz|lub|ale|и|или|а|но|та|або|але|ve|veya|ama|och|eller|men|og|और|या`;
/** Separators. In scripts without spaces, single letters between two nouns. */
const JOINT = new RegExp(
  String.raw`,\s+(?:(?:${JOINING})\s+)?|[;،؛]\s*|[，；、](?:和|以及|还有|也)?|\s(?:${JOINING}|&)\s+|\sو(?=\p{Script=Arabic}{3,})|(?<=\p{Script=Hangul})(?:와|과|이랑|랑|하고)\s+|(?<=[\p{Script=Han}\p{Script=Katakana}])[とや](?=[\p{Script=Han}\p{Script=Katakana}])|(?<=\p{Script=Han})(?:和|与|跟|以及|还有)(?=\p{Script=Han})|(?<=\p{Script=Thai})และ`,
  'giu',
);

/** "of" is Dutch for "or"; in a sentence without other Dutch words it is the English word, which joins nothing. */
const OF = /^of$/iu;
const DUTCH = /(?<![\p{L}\p{M}])(?:ik|wij|mijn|onze|ons|een|het|geen|niet|van|heb|hou)(?![\p{L}\p{M}])/iu;

/**
 * The beginning of a conjunct that counts what the preceding one names, so that both belong together: "three of them", "drei davon". By
 * language.
 */
const COUNTS_PRECEDING =
  /^(?:[^\s,;]{1,20}\s){0,4}(?:of\s(?:them|those|these|which|it)|in all|altogether|davon|insgesamt|daarvan|ervan|in totaal|d['’]entre\s(?:eux|elles)|en tout|au total|de\s(?:ellos|ellas)|en total|deles|delas|no total|di\s(?:loro|essi|esse)|in totale|z nich|из них|з них)(?![\p{L}\p{M}])/iu;

/** A phrase that counts is read up to here. In characters. */
const LONGEST_COUNT = 120;

/** Separators that occur only between nouns. */
const JOINS_THINGS = /^(?:와|과|이랑|랑|하고|と|や)\s*$/u;

/** The user as the subject, at the beginning. */
const USER =
  /^(?:i|we|ich|wir|je|j['’]|nous|yo|nosotros|eu|nós|io|noi|ik|wij|we|ja|my|я|мы|ми|у меня|у мене|ben|biz|jag|vi|jeg|أنا|लدي|मैं)(?![\p{L}\p{M}])|^(?:i['’]\p{L}+|qu['’]|我|私|僕|俺|나는|저는|내가|ฉัน|ผม)/iu;
/** Possessives of the user, at the beginning. */
const OWN =
  /^(?:my|our|mein\p{L}{0,2}|unser\p{L}{0,2}|mon|ma|mes|notre|nos|mi|mis|nuestr\p{L}{1,2}|meu|minha|meus|minhas|noss[oa]s?|mio|mia|miei|mie|mijn|onze|ons|mój|moja|moje|moi|мой|моя|моё|мои|мій|моє|мої|benim|min|mina|mitt|mine|मेर\p{M})(?![\p{L}\p{M}])/iu;
const DETERMINER =
  /^(?:an?|the|some|two|three|four|five|six|seven|eight|nine|ten|\p{N}+|ein\p{L}{0,2}|zwei|drei|vier|de[rnms]|die|das|une?|des|les?|la|l['’]\S+|d['’]\S+|du|de|deux|trois|un[oa]?s?|el|los|las|dos|tres|um|uma|o|dois|duas|il|lo|gli|due|tre|een|het|twee|drie|dwa|dwie|trzy|два|две|дві|три|bir|iki|üç|ett|två)$/iu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** The maximum length of a noun phrase without a verb, in words. */
const LONGEST_BARE = 3;

/** @param sentence without its end mark */
export function conjunctsOf(sentence: string): Conjunct[] {
  const conjuncts: Conjunct[] = [];
  let [start, joint] = [0, ''];
  const add = (end: number) => {
    const text = sentence.slice(start, end).trim();
    if (text === '') return;
    const last = conjuncts.at(-1);
    if (last !== undefined && COUNTS_PRECEDING.test(text))
      conjuncts[conjuncts.length - 1] = { ...last, text: last.text + joint + text };
    else conjuncts.push({ text, joint: last === undefined ? '' : joint, role: 'clause' });
  };
  const isDutch = DUTCH.test(sentence);
  for (const match of sentence.matchAll(JOINT)) {
    if (!isDutch && OF.test(match[0].trim())) continue;
    // "trois en tout": the joint is a word of the phrase.
    const counting = COUNTS_PRECEDING.exec(sentence.slice(start, start + LONGEST_COUNT))?.[0].length ?? 0;
    if (start > 0 && start + counting > match.index + match[0].length) continue;
    add(match.index);
    start = match.index + match[0].length;
    joint = match[0];
  }
  add(sentence.length);
  const [first] = conjuncts;
  return conjuncts.map((conjunct, at) =>
    at === 0 || first === undefined ? conjunct : { ...conjunct, role: roleOf(conjunct, first.text, at) },
  );
}

function roleOf({ text, joint }: Conjunct, first: string, at: number): ConjunctRole {
  const words = text.split(/\s+/u);
  // After a single word, the conjunct continues the same subject: "Tom and Jerry are my cats".
  if (JOINS_THINGS.test(joint) || (at === 1 && !/\s/u.test(first) && !isOfUser(text))) return 'item';
  const bare = words.length === 1 || (words.length <= LONGEST_BARE && isDetermined(text));
  if (isOfUser(text)) return bare && !isOfOwn(first) && isOfOwn(text) ? 'item' : 'clause';
  if (UNSPACED.test(text)) return 'item';
  if (bare || isDetermined(text)) return 'item';
  const [word = '', next = ''] = words;
  if (/^\p{Lu}\p{Ll}/u.test(word) && /^\p{Ll}/u.test(next)) return isName(word, first) ? 'clause' : 'item';
  const [folded = ''] = wordsOf(word);
  if (/^\p{Lu}/u.test(word)) return 'item';
  return stopWords.has(folded) || isCommonWord(folded) ? 'predicate' : 'unclear';
}

/** German capitalises every noun, so there a capital is not enough: "Hunde aus Polen" is not a clause, "Paul is a pilot" is. */
function isName(word: string, first: string): boolean {
  return first.split(/\s+/u).length > 1 && !/^(?:ich|wir|mein|unser)/iu.test(first) && word.length > 1;
}

function isDetermined(text: string): boolean {
  const [word = ''] = text.split(/\s+/u);
  return DETERMINER.test(word) || OWN.test(text);
}

/** True if it begins with "I" or "my". */
export function isOfUser(text: string): boolean {
  return USER.test(text) || OWN.test(text);
}

export function isOfOwn(text: string): boolean {
  return OWN.test(text);
}

/** True if it begins with a pronoun of the third person: "She lives in Rome". */
export function goesOn(text: string): boolean {
  return startsWithThirdPerson(text) && !OWN.test(text);
}

/** The words for the user as the subject ("I", "у меня"); empty if the verb alone says it, null if the subject is "my …". */
export function subjectOfUser(text: string): string | null {
  if (OWN.test(text)) return null;
  return USER.exec(text)?.[0] ?? '';
}

export function isDeterminer(word: string): boolean {
  return DETERMINER.test(word) || OWN.test(word);
}
