/** Removes a part from the text of a memory: "I have a cat and a dog" without the cat is "I have a dog". */
import { tidySentence } from '../extract/wording.ts';
import { wordsOf } from '../../recall/terms.ts';
import { sentencesOf } from '../understand/sentences.ts';
import { goesOn, isDeterminer, isOfOwn, isOfUser, conjunctsOf, subjectOfUser } from './conjuncts.ts';
import type { Conjunct } from './conjuncts.ts';
import { countContained, contentWords } from './shared-words.ts';

/** Longer texts are not split. In characters. */
const LONGEST = 2_000;
/** In words. */
const LONGEST_ECHO = 4;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Scripts of languages whose verb comes last, so that the end of the last item belongs to the whole list. */
const VERB_LAST = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Devanagari}]/u;
/** Letters that carry meaning in scripts without spaces. */
const CONTENT = /[\p{Script=Han}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The text of a memory without the named part; null if nothing would remain or the boundaries of the part are unclear.
 * @param wanted content words of the part, as `contentWords` gives them
 */
export function withoutPart(memory: string, wanted: readonly string[]): string | null {
  if (memory.length > LONGEST || wanted.length === 0) return null;
  const sentences = memory.split('\n').flatMap((line) => sentencesOf(line).map(({ text }) => text));
  const most = Math.max(0, ...sentences.map((sentence) => countOf(sentence, wanted)));
  if (most === 0) return null;
  const left: string[] = [];
  let before: 'kept' | 'gone' = 'kept';
  for (const sentence of sentences) {
    const isMeant = countOf(sentence, wanted) > 0;
    if (!isMeant && (before === 'kept' || !goesOn(sentence))) {
      left.push(sentence);
      before = 'kept';
      continue;
    }
    const rest = isMeant ? restOf(sentence, wanted) : null;
    if (rest === null) before = 'gone';
    else left.push(rest);
  }
  const text = left.join(UNSPACED.test(memory) ? '' : ' ');
  // "I always did" says nothing on its own. If the part is still there, the text was split in the wrong place.
  const words = wordsOf(text).length;
  if (words < 2 || (words <= LONGEST_ECHO && contentWords(text).length === 0)) return null;
  return countOf(text, wanted) === wanted.length ? null : text;
}

function countOf(text: string, wanted: readonly string[]): number {
  return countContained(wanted, contentWords(text));
}

/** What remains of a sentence; null for nothing. */
function restOf(sentence: string, wanted: readonly string[]): string | null {
  const end = /[.!…。！]{1,9}$/u.exec(sentence)?.[0] ?? '';
  const conjuncts = conjunctsOf(sentence.slice(0, sentence.length - end.length));
  if (conjuncts.length < 2) return null;
  const clauses = groups(conjuncts, ({ role }) => role === 'clause');
  const rests = clauses.map((clause) => restOfClause(clause, wantedIn(clause, wanted, conjuncts)));
  const left = rests.filter((rest) => rest !== null);
  if (left.length === 0) return null;
  const text = left.map((rest, at) => (at === 0 ? '' : (rest[0]?.joint ?? '')) + joined(rest)).join('');
  const tidy = tidySentence(text);
  return end === '' || tidy.endsWith(end) ? tidy : tidy.replace(/[.。]$/u, '') + end;
}

/** The words that select a conjunct of this clause: for "my swimming lessons" in "cello lessons and swimming lessons" only "swimming". */
function wantedIn(
  clause: readonly Conjunct[],
  wanted: readonly string[],
  all: readonly Conjunct[],
): readonly string[] {
  const counts = all.map(({ text }) => countOf(text, wanted));
  const most = Math.max(...counts);
  const names = wanted.filter((word) => clause.some(({ text }) => namesIn(text).has(word)));
  const best = clause.filter(({ text }) => countOf(text, wanted) === most);
  const words = wanted.filter((word) => best.some(({ text }) => countOf(text, [word]) > 0));
  const telling = words.filter(
    (word) => all.filter(({ text }) => countOf(text, [word]) > 0).length < all.length,
  );
  return [...new Set([...names, ...telling])];
}

function namesIn(text: string): Set<string> {
  return new Set((text.match(/(?<=\s)\p{Lu}[\p{L}\p{M}]+/gu) ?? []).flatMap(wordsOf));
}

function groups(conjuncts: readonly Conjunct[], begins: (conjunct: Conjunct) => boolean): Conjunct[][] {
  const found: Conjunct[][] = [];
  for (const conjunct of conjuncts) {
    const last = found.at(-1);
    if (last === undefined || begins(conjunct)) found.push([conjunct]);
    else last.push(conjunct);
  }
  return found;
}

/** What remains of a clause; null for nothing. */
function restOfClause(clause: readonly Conjunct[], wanted: readonly string[]): readonly Conjunct[] | null {
  if (clause.every(({ text }) => countOf(text, wanted) === 0)) return clause;
  const [first, ...others] = groups(clause, ({ role }) => role !== 'item');
  if (first === undefined) return null;
  const rest = restOfPredicate(first, wanted);
  if (rest === 'subject') return null;
  const left = others.flatMap((predicate) => {
    const found = restOfPredicate(predicate, wanted);
    return found === 'subject' || found === null ? [] : [found];
  });
  if (rest !== null) return [...rest, ...left.flat()];
  const [next] = left;
  if (next === undefined) return null;
  return withSubject(first[0]?.text ?? '', next[0]?.role === 'unclear', left.flat());
}

/** Puts the subject before the predicates that remain. */
function withSubject(from: string, unclear: boolean, left: readonly Conjunct[]): readonly Conjunct[] | null {
  const subject = subjectOfUser(from);
  const [first, ...others] = left;
  if (first === undefined || subject === null || (subject === '' && namesIn(`. ${from}`).size > 1))
    return null;
  const lead = subject === '' ? '' : unclear ? `${subject} … ` : `${subject} `;
  return [{ ...first, text: lead + first.text }, ...others];
}

/**
 * What remains of a verb with its list of items.
 * @returns 'subject' if the subject itself is to be forgotten, null if nothing remains
 */
function restOfPredicate(
  conjuncts: readonly Conjunct[],
  wanted: readonly string[],
): readonly Conjunct[] | 'subject' | null {
  const [head, ...items] = conjuncts;
  if (head === undefined) return null;
  const isMeant = ({ text }: Conjunct) => countOf(text, wanted) > 0;
  const kept = items.filter((item) => !isMeant(item));
  const begin = itemStart(head.text, wanted, items);
  // In "Forget that I speak Greek", "speak" belongs to every item of the list.
  const meansHead = isMeant(head) && !(begin.before && kept.length < items.length);
  if (!meansHead) {
    if (kept.length === items.length) return conjuncts;
    return endedLike(relisted([head, ...kept], items), conjuncts, wanted);
  }
  const lead = head.text.slice(0, begin.at);
  // Of two subjects, one remains: "Tom and Jerry are my cats".
  const ofTwo =
    begin.at === 0 && !/\s/u.test(head.text.trim()) && kept.length > 0 && !UNSPACED.test(head.text);
  if (ofTwo)
    return relisted(kept, items).map((item, at) => (at === 0 ? { ...item, joint: head.joint } : item));
  const ofOther = !begin.last && isOther(head.text);
  if (lead.trim() === '' || ofOther) {
    if (lead.trim() !== '' || !UNSPACED.test(head.text)) return 'subject';
  }
  const [next, ...others] = relisted(kept, items);
  if (next === undefined) return null;
  return [{ ...head, text: lead + next.text }, ...others];
}

/** True for a clause whose subject is not the user: "My sister Lena is a vet". */
function isOther(text: string): boolean {
  return (
    isOfOwn(text) || (!isOfUser(text) && /^\p{Lu}\p{Ll}+\s\p{Ll}/u.test(text) && subjectOfUser(text) === '')
  );
}

/** Keeps "and" before the last item of a shortened list. */
function relisted(left: readonly Conjunct[], items: readonly Conjunct[]): Conjunct[] {
  const joint = items.at(-1)?.joint ?? '';
  return left.map((conjunct, at) =>
    at > 0 && at === left.length - 1 && items.length > 0 ? { ...conjunct, joint } : conjunct,
  );
}

/** Keeps a verb that follows the last item if that item is removed. */
function endedLike(left: Conjunct[], all: readonly Conjunct[], wanted: readonly string[]): Conjunct[] {
  const last = all.at(-1);
  const end = left.at(-1);
  const ofTwo = left.length === 1 && end !== undefined && !/\s/u.test(end.text);
  if (last === undefined || end === undefined || left.some(({ text }) => text === last.text)) return left;
  if (!VERB_LAST.test(last.text) && !ofTwo) return left;
  const tail = last.text.slice(matchIn(last.text, wanted)?.end ?? last.text.length);
  return [...left.slice(0, -1), { ...end, text: end.text + tail }];
}

interface ItemStart {
  /** The index in the conjunct where the item to be forgotten begins. */
  readonly at: number;
  /** True if the named words precede the first item of the list. */
  readonly before: boolean;
  /** True if nothing follows the named words. */
  readonly last: boolean;
}

function itemStart(head: string, wanted: readonly string[], items: readonly Conjunct[]): ItemStart {
  const match = matchIn(head, wanted);
  if (match === null) return { at: 0, before: false, last: false };
  if (UNSPACED.test(head)) {
    const parallel = beginningShared(head.slice(0, match.start), items[0]?.text ?? '');
    return { at: parallel ?? match.start, before: false, last: match.end === head.length };
  }
  const tokens = Array.from(head.matchAll(/\S+/gu), ({ 0: text, index }) => ({ text, index }));
  const place = tokens.findIndex(({ index, text }) => index + text.length > match.start);
  let first = place;
  while (first > 0 && isDeterminer(tokens[first - 1]?.text ?? '')) first -= 1;
  const like = items[0]?.text.split(/\s+/u)[0];
  const parallel = tokens.findLastIndex(({ text }, at) => at > 0 && at < first && text === like);
  const listed = Math.max(
    tokens.findLastIndex(({ text }) => isDeterminer(text)),
    parallel,
  );
  const start =
    parallel > 0 && parallel < first && tokens.length - parallel <= place - parallel + 3 ? parallel : first;
  return {
    at: tokens[start]?.index ?? 0,
    before: place < (listed > 0 ? listed : tokens.length - 1),
    last: match.end === head.length,
  };
}

/** The index of the beginning that both items share: "一只" in "一只猫", "一只狗". */
function beginningShared(head: string, item: string): number | null {
  for (let length = Math.min(3, item.length - 1); length > 0; length -= 1) {
    const at = head.lastIndexOf(item.slice(0, length));
    if (at >= 0 && at + length === head.length) return at;
  }
  return null;
}

/** The position of the named words; in scripts without spaces, of the longest run of named letters. */
function matchIn(text: string, wanted: readonly string[]): { start: number; end: number } | null {
  if (!UNSPACED.test(text)) {
    const tokens = Array.from(text.matchAll(/[^\s\p{P}]+(?:['’-][^\s\p{P}]+)*/gu));
    const alike = tokens.filter(([word]) => countContained(wanted, contentWords(word)) > 0);
    // Exact matches win: "the celery allergy" means "celery" in "allergic to celery".
    const same = alike.filter(([word]) => contentWords(word).some((one) => wanted.includes(one)));
    const found = same.length > 0 ? same : alike;
    const [first, last] = [found[0], found.at(-1)];
    if (first === undefined || last === undefined) return null;
    return { start: first.index, end: last.index + last[0].length };
  }
  const content = wanted.filter((letter) => CONTENT.test(letter));
  const letters = new Set(content.length > 0 ? content : wanted);
  let best: { start: number; end: number } | null = null;
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && letters.has(text[at] ?? '')) continue;
    if (at > start && at - start > (best === null ? 0 : best.end - best.start)) best = { start, end: at };
    start = at + 1;
  }
  return best;
}

function joined(conjuncts: readonly Conjunct[]): string {
  return conjuncts.map(({ text, joint }, at) => (at === 0 ? text : joint + text)).join('');
}
