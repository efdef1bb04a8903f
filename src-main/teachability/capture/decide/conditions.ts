/** What two orders with conditions are to each other. */
import { gistOfText } from '../../recall/near-duplicates.ts';
import { wordsOf } from '../../recall/terms.ts';
import { isNumberWord } from './number-words.ts';
import { countContained, countRelated, contentWords } from './shared-words.ts';

/** The opening of a condition: "when I ask about probability", "wenn ich nach Rezepten frage". A language a line. */
const OPENS = [
  'when(?:ever)?|every time|each time|any time|if',
  'wenn|sobald|falls|jedes mal,? wenn',
  'quand|lorsque|si|chaque fois que',
  'cuando|si|cada vez que',
  'quando|se|ogni volta che',
  'quando|se|sempre que',
  'wanneer|als ik|telkens als',
  'gdy|kiedy|jeśli|jeżeli',
  'когда|если|коли|якщо',
].join('|');
const CONDITION = new RegExp(`(?<!\\p{L})(?:${OPENS})(?!\\p{L})(?<condition>.{3,200})$`, 'iu');
const BEFORE = new RegExp(`^(?:${OPENS})(?!\\p{L})(?<condition>[^,]{3,160}),`, 'iu');
/** Two conditions with at least this share of the shorter one's words are one. */
const ALIKE = 0.6;

/** Verbs after which one thing takes the place of another; "list", "mention" or "warn" ask for something in addition. */
const OF_FORM =
  /^(?:please |always |only )*(?:answer|reply|respond|use|write|speak|talk|be|stay|keep|make|format|call|address|give me)\b/iu;
/** Two orders about the form of an answer differ in no more than this many words. */
const MOST_CHANGED = 3;

interface Order {
  /** The content words of its condition; empty if it has none. */
  readonly condition: readonly string[];
  readonly action: string;
}

function readOrder(order: string): Order {
  const text = order.replace(/[.!]$/u, '');
  const found = BEFORE.exec(text) ?? CONDITION.exec(text);
  if (found === null) return { condition: [], action: text };
  const action = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  return { condition: contentWords(found.groups?.['condition'] ?? ''), action: action.trim() };
}

/** True for two orders of which each has a condition of its own: neither takes the place of the other. */
export function applyElsewhere(one: string, other: string): boolean {
  return haveOtherConditions(readOrder(one).condition, readOrder(other).condition);
}

function haveOtherConditions(first: readonly string[], second: readonly string[]): boolean {
  if (first.length === 0 || second.length === 0) return false;
  const [shorter, longer] = first.length <= second.length ? [first, second] : [second, first];
  return countContained(shorter, longer) < shorter.length * ALIKE;
}

/** True for two orders with conditions that each ask for something the other does not: they are not the same order. */
export function askForDifferent(one: string, other: string): boolean {
  const actions = actionsOf(one, other);
  if (actions === null) return false;
  const [first, second] = actions.map((action) => contentWords(action));
  return addsWords(first, second) && addsWords(second, first);
}

function addsWords(words: readonly string[] = [], others: readonly string[] = []): boolean {
  return countRelated(words, others) < words.length;
}

/**
 * True if both can be followed at once: what they ask for has nothing in common, or at least one of them only asks for something in
 * addition, and neither denies what the other wants.
 */
export function canBothBeFollowed(one: string, other: string): boolean {
  const actions = actionsOf(one, other);
  if (actions === null || takesPlaceOf(one, other)) return false;
  const [first = [], second = []] = actions.map((action) => contentWords(action));
  if (first.length === 0 || second.length === 0) return false;
  if (countRelated(first, second) === 0) return true;
  const [denies, alsoDenies] = actions.map((action) => gistOfText(action).negations % 2);
  return denies === alsoDenies && !actions.every((action) => OF_FORM.test(action));
}

/**
 * True if both say how an answer is to be on the same occasion and differ in a word or two, or in a number: "answer in tables when …" and
 * "answer in prose when …".
 */
export function takesPlaceOf(older: string, newer: string): boolean {
  const [old, now] = [readOrder(older), readOrder(newer)];
  if (old.condition.length === 0 || now.condition.length === 0) return false;
  if (haveOtherConditions(old.condition, now.condition)) return false;
  const [before, after] = [wordsOf(old.action), wordsOf(now.action)];
  const start = before.findIndex((word, at) => word !== after[at]);
  const end = before.toReversed().findIndex((word, at) => word !== after.at(-1 - at));
  if (start <= 0 || end < 0) return false;
  const changed = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  if (changed.some((words) => words.length === 0 || words.length > MOST_CHANGED)) return false;
  const inNumber = changed.every((words) => words.every((word) => isNumber(word)));
  return inNumber || (OF_FORM.test(old.action) && OF_FORM.test(now.action));
}

function isNumber(word: string): boolean {
  return /\p{N}/u.test(word) || isNumberWord(word);
}

/** The actions of two orders that both have a condition; null for others. */
function actionsOf(one: string, other: string): readonly [string, string] | null {
  const [first, second] = [readOrder(one), readOrder(other)];
  return first.condition.length === 0 || second.condition.length === 0 ? null : [first.action, second.action];
}
