/**
 * Recognises statements that give the same thing different values: "My garage code is 1234" and "The garage code is now 9999". Compares the
 * form: what the statement is about, and the type of its value. Values of different types ("my dentist is Dr. Hall", "my dentist is on
 * holiday") do not contradict each other, nor do things of which a person has several.
 */
import { stem } from '../../recall/stem.ts';
import { wordsOf } from '../../recall/terms.ts';
import { mayBeSeveral } from '../extract/subject.ts';

export type SlotVerdict = 'sure' | 'unsure' | 'none';

type Sort = 'identity' | 'date' | 'hour' | 'place' | 'colour' | 'amount';

interface Slot {
  /** Stems of what it is about, or of the whole frame, sorted. */
  readonly about: string;
  readonly sort: Sort;
  readonly value: string;
  readonly plural: boolean;
  /** True: it says that the value used to be another one. */
  readonly changed: boolean;
  readonly denied: boolean;
  /** True for "I wake up at 6": identified by its frame alone. */
  readonly framed: boolean;
}

const set = (list: string) => new Set(list.trim().split(/\s+/u));

const COPULA = set('is are equals = ist sind es son est sont é è são sono');
const PLURAL = set('are sind son sont são sono');
const TURNED = set(
  'changed moved switched updated increased decreased risen rose dropped fell gone went raised reset became becomes become',
);
const AUXILIARY = set('has have had was were been got will be just');
const FILLER = set(
  'now actually currently today really again just meanwhile these days up down jetzt ahora maintenant agora adesso',
);
const CHANGES =
  /\b(?:now|from now on|instead|no longer|these days|meanwhile|changed|any ?more)\b|\b(?:jetzt|ahora|maintenant|agora|adesso)(?!\p{L})/iu;
const NO_NOUN = set(
  'i we you he she it they this that these those there here what who which when where how why if someone everybody everyone his her their your one another all some both',
);
const DETERMINER = set(
  'my our the a an new current mein meine unser unsere der die das mi mis el la mon ma mes le meu minha o il mio mia of for to',
);
const INDEFINITE = /^(?:an?|eine?|une?|una|uma?)$/iu;
const PLACES = set(
  'in on at under behind beside near inside above below next with by between im am unter hinter en sous sur sob sotto',
);
const DAYS =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b|\bmay \d|\d (?:of )?may\b|\b\d{4}-\d{2}-\d{2}\b/iu;
const COLOURS = set(
  'red blue green yellow black white grey gray brown orange purple pink silver beige teal navy gold',
);
const HOUR = /^(?:at |around )?\d{1,2}(?:[:.]\d{2})?(?: ?(?:am|pm|a\.m|p\.m|o'clock|uhr|h))?$/iu;
const NUMBER_WORD = /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/u;
const PAST = /\b(?:was|were|did|had|ran|went|met|bought|saw|got|took|made)\b|(?<!\p{L})\p{L}{3,}ed\b/iu;
/** The copula must come within this many words, because a thing has a short name. */
const LONGEST_NAME = 7;
const LONGEST_VALUE = 12;

/** What a newer statement does to an older one. */
export function sameSlot(older: string, newer: string, corrects: boolean): SlotVerdict {
  const [old, now] = [slotOf(older), slotOf(newer)];
  if (old === null || now === null || old.about !== now.about || old.sort !== now.sort) return 'none';
  if (old.framed !== now.framed || old.denied) return 'none';
  if (now.denied) return old.value === now.value ? 'sure' : 'none';
  if (old.value === now.value) return 'none';
  if (corrects || now.changed) return 'sure';
  if (now.framed || now.plural || now.sort === 'date' || now.sort === 'hour' || now.sort === 'colour')
    return 'unsure';
  return mayBeSeveral(`my ${now.about}'s `) ? 'unsure' : 'sure';
}

/** Words of which a memory about the same thing must contain one; empty if the statement has no such form. */
export function slotWords(text: string): string {
  return slotOf(text)?.about ?? '';
}

function slotOf(text: string): Slot | null {
  const words = text
    .replace(/\bwi-fi\b/giu, 'wifi')
    .replace(/[.!。]{1,9}$/u, '')
    .split(/\s+/u)
    .filter(Boolean);
  return named(words) ?? framed(words);
}

function named(words: readonly string[]): Slot | null {
  const joint = jointOf(words);
  if (joint === null) return null;
  const { left, turned, plural } = joint;
  const about = nameOf(words.slice(0, left));
  let rest = words.slice(joint.right);
  const denied = /^(?:not|no)$/iu.test(rest[0] ?? '');
  if (denied) rest = rest.slice(/^longer$/iu.test(rest[1] ?? '') ? 2 : 1);
  while (FILLER.has((rest[0] ?? '').toLowerCase())) rest = rest.slice(1);
  while (FILLER.has((rest.at(-1) ?? '').toLowerCase())) rest = rest.slice(0, -1);
  const sort = sortOf(rest);
  if (about === null || sort === null || rest.length > LONGEST_VALUE) return null;
  const changed = turned || CHANGES.test(words.slice(left).join(' '));
  return { about, sort, value: wordsOf(rest.join(' ')).join(' '), plural, changed, denied, framed: false };
}

interface Joint {
  readonly left: number;
  readonly right: number;
  readonly turned: boolean;
  readonly plural: boolean;
}

/** Where the name ends and the value begins. */
function jointOf(words: readonly string[]): Joint | null {
  for (const [at, word] of words.slice(0, LONGEST_NAME + 1).entries()) {
    const plain = word.toLowerCase();
    if (at > 0 && COPULA.has(plain))
      return { left: at, right: at + 1, turned: false, plural: PLURAL.has(plain) };
    if (word.length > 2 && /[:：]$/u.test(word))
      return { left: at + 1, right: at + 1, turned: false, plural: false };
    if (at === 0 || !(AUXILIARY.has(plain) || TURNED.has(plain))) continue;
    let next = at;
    while (AUXILIARY.has((words[next] ?? '').toLowerCase())) next += 1;
    const turned = TURNED.has((words[next] ?? '').toLowerCase());
    const isFuture = plain === 'will' && !turned;
    if (!turned && !isFuture) return null;
    if (turned) next += 1;
    while (FILLER.has((words[next] ?? '').toLowerCase())) next += 1;
    if (turned && (words[next] ?? '').toLowerCase() === 'to') next += 1;
    return { left: at, right: next, turned, plural: false };
  }
  return null;
}

/** Null if the words do not name a thing: a pronoun, a clause, too many words. */
function nameOf(words: readonly string[]): string | null {
  const plain = wordsOf(words.join(' ').replace(/['’]s\b/gu, ' s '));
  // "A friend of mine" is one of several.
  if (INDEFINITE.test(words[0] ?? '')) return null;
  if (plain.length === 0 || words.length > LONGEST_NAME || plain.some((word) => NO_NOUN.has(word)))
    return null;
  const kept = plain.filter((word) => word !== 's' && !DETERMINER.has(word)).map(stem);
  return kept.length === 0 ? null : kept.sort().join(' ');
}

function sortOf(value: readonly string[]): Sort | null {
  const [first = ''] = value;
  const text = value.join(' ');
  const plain = first.toLowerCase();
  if (DAYS.test(text)) return 'date';
  if (/^(?:at|around|um)$/u.test(plain) && /^\d/u.test(value[1] ?? '')) return 'hour';
  if (/^\d{1,2}:\d{2}$/u.test(first) || (HOUR.test(text) && /:|am|pm|clock|uhr/iu.test(text))) return 'hour';
  if (/[€$£]|^\d+(?:[.,]\d+)*\s+\p{L}|%/u.test(text) || (NUMBER_WORD.test(plain) && value.length > 1))
    return 'amount';
  if (PLACES.has(plain)) return 'place';
  if (COLOURS.has(plain) && value.length === 1) return 'colour';
  if (/\d/u.test(first) || NUMBER_WORD.test(plain) || /^number \d/iu.test(text)) return 'identity';
  if (/^["“'«„]/u.test(first) || (/^\p{Lu}/u.test(first) && !/^(?:A|An|The|I)$/u.test(first)))
    return 'identity';
  return null;
}

/** A present-tense statement whose only variable part is its numbers: "I wake up at 6", "The gym costs 30 euros". */
function framed(words: readonly string[]): Slot | null {
  const text = words.join(' ');
  const numbers = text.match(/\d+(?:[.,:]\d+)*/gu) ?? [];
  const plain = wordsOf(text);
  if (numbers.length === 0 || numbers.length > 2 || plain.length > LONGEST_VALUE || PAST.test(text))
    return null;
  // "I have a call at 9" may be true of several calls.
  if (/\b(?:an?|some|this|that|other|another|every)\b/iu.test(text) || DAYS.test(text)) return null;
  const kept = plain.filter((word) => !/^\p{N}/u.test(word) && !FILLER.has(word) && !DETERMINER.has(word));
  if (kept.length < 2) return null;
  return {
    about: kept.map(stem).sort().join(' '),
    sort: 'amount',
    value: numbers.join(' '),
    plural: false,
    changed: CHANGES.test(text),
    denied: /\b(?:not|no|never)\b|n['’]t\b/iu.test(text),
    framed: true,
  };
}
