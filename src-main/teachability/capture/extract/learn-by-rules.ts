/**
 * Finds what a message teaches implicitly. Favours precision: anything that is not clearly a lasting statement about the user, or a lasting
 * wish, is ignored. Rules come first; a sentence that no rule matches is kept if its act is certain.
 */
import { runSync } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';
import { withPerson } from './antecedent.ts';
import { cuesFor } from './cues.ts';
import { saysItEnded } from './ended.ts';
import { namesEndDate } from './dates/resolve-dates.ts';
import { withSubject } from './elision.ts';
import { kindOf } from './kind-of.ts';
import { onlyAsks } from './taught-by-acts.ts';
import { statedByActs } from './stated-by-acts.ts';
import type { Stated } from './stated-by-acts.ts';
import { withKept } from '../understand/quotations.ts';
import { isMixed, whoseWords } from '../understand/whose-words.ts';
import { restoreApostrophes } from '../understand/normalized-words.ts';
import { HINT } from './rules/definitions.ts';
import { MOMENT, OF_THIS_DAY, rejectedBy } from './rules/guards.ts';
import { isSmallTalk } from '../../small-talk.ts';
import { opensFiction, supposedAmong } from './supposed.ts';
import { ruleFor } from './rules/all-rules.ts';
import { APPOINTMENT } from './rules/facts.ts';
import { givesCredential } from './credentials.ts';
import { IRONY } from './rules/opinions.ts';
import type { Rule } from './rules/rule.ts';
import { sentenceActs } from '../understand/acts/sentence-acts.ts';
import type { SentenceActs } from '../understand/acts/sentence-acts.ts';
import { sentencesOf, withoutRequest } from '../understand/sentences.ts';
import type { Sentence } from '../understand/sentences.ts';
import { refusedInOtherLanguages, statementsInOtherLanguages } from './rules/languages/other-languages.ts';
import { clausesOf, statementsOf } from './statements.ts';
import type { Clause } from './statements.ts';
import { piecesBeside, piecesOf } from './pieces.ts';
import { subjectOf } from './subject.ts';
import type { Teaching } from '../teaching.ts';
import { CORRECTION, CORRECTION_ABROAD, tidySentence, withoutAside, withoutOpener } from './wording.ts';

/** Longer clauses are cut where they begin to tell a story, because statements about oneself are short. In characters. */
const LONGEST_CLAUSE = 320;
/** A message with more prose than this counts as a text; only its beginning and end are read as the user's own words. In characters. */
const LONGEST_TALK = 3_000;
const ENDS_OF_TEXT = 700;
/** Maximum number of teachings in one message. */
const MOST = 40;

/** A sum, such as "12 x 13", has no word. One letter can be a word in scripts without spaces and in Korean. */
const HAS_WORD =
  /\p{L}['’]?[\p{L}\p{M}]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Where a statement ends: nothing after this belongs to it. */
const TAIL =
  /[,;]\s+(?:(?:and|but|so)\s+)?(?:let['’]?s\b|it['’]s\b|it is\b|i['’]m having\b|i have trouble\b|which is why\b|considering|given that|given|which is my|as (?:stated|i (?:said|mentioned))|like i mentioned|i have a (?:deadline|question)|i['’]ve (?:already|been|tried|got)|i['’]m (?:using|currently|trying|not sure|planning|thinking)|i want to|i need to|my (?:question|goal) is|so i (?:want|need|['’]m)|you know)\b.*$/isu;

/** @param at when the message was written, in ms since 1970 UTC; needed to resolve the end that it names */
export function learnByRules(message: string, at: number): Teaching[] {
  const theirs = whoseWords(message);
  return statedIn(theirs.own, at, isMixed(theirs)).map((one) => ({
    ...one,
    text: withKept(one.text, theirs.quotations),
  }));
}

/**
 * @param own words of the user, without material
 * @param strict true: only what a rule is certain of, for messages that also contain other text
 */
export function statedIn(own: string, at: number, strict = false): Teaching[] {
  return runSync(allStatedTask(own, at, strict)).filter(({ onlyCorrects = false }) => !onlyCorrects);
}

/** Like `statedIn`, sentence by sentence, including statements that are only kept if they correct a memory. */
export function* allStatedTask(own: string, at: number, strict: boolean): SlicedTask<Teaching[]> {
  const teachings: Teaching[] = [];
  const sentences = sentencesOf(talkOf(own));
  const byActs = strict ? [] : statedByActs(talkOf(own));
  const supposed = supposedAmong(sentences);
  for (const [index, sentence] of sentences.entries()) {
    yield;
    if (opensFiction(sentence.text)) break;
    if (supposed[index] === true || isSmallTalk(sentence.text)) continue;
    if (IRONY.test(sentence.text) || TAKEN_BACK.test(sentences[index + 1]?.text ?? '')) continue;
    const stated = byActs[index];
    if (stated?.played === true) continue;
    const byRules = fromRules(sentence, sentences[index - 1]?.text, stated, at);
    const parts =
      byRules.length > 0
        ? [...byRules.map((one) => corrected(one, stated)), ...besideRules(sentence, byRules, stated)]
        : fromActs(stated, sentence.text);
    const lasting = withoutEnded(parts);
    const found = lasting.length === 1 ? lasting.map((one) => inSentence(one, sentence)) : lasting;
    for (const teaching of found) {
      if (!teachings.some(({ text }) => text === teaching.text)) teachings.push(teaching);
    }
  }
  const more = saysMore(own);
  return teachings.filter(({ text }) => !LABEL.test(text) && !givesCredential(text, more)).slice(0, MOST);
}

/** The minimum likelihood that a sentence or a part of it asks for something. */
const ASKS = 0.5;

/** Whether a message asks for something or has more than one sentence, so that what one of them tells may be given for the others only. */
export function saysMore(own: string): boolean {
  const sentences = sentenceActs(talkOf(own));
  return sentences.length > 1 || sentences.some(isRequest);
}

function isRequest({ isQuestion, scores, clauses }: SentenceActs): boolean {
  return (
    isQuestion ||
    [scores, ...clauses.map((clause) => clause.scores)].some((one) => one.request + one.work_on_text >= ASKS)
  );
}

/** If rules find nothing in a sentence that tells something and asks something, they are tried on the telling part alone. */
function fromRules(
  sentence: Sentence,
  before: string | undefined,
  stated: Stated | undefined,
  at: number,
): Teaching[] {
  const read = (one: Sentence) => {
    const english = fromSentence({ ...one, text: inFull(one.text, before) }, at);
    return english.length > 0 ? english : fromOtherLanguage(one);
  };
  const found = read(sentence);
  const part = stated?.part ?? sentence.text;
  return found.length > 0 || part === sentence.text ? found : read({ text: part, isQuestion: false });
}

/** Words by which the sentence before is withdrawn: "Not.", "Just kidding." */
const TAKEN_BACK = /^(?:(?:just )?kidding|not|as if|joking|jk|said no one ever|said nobody ever)[.!]*$/iu;

/** The sentence with omitted words restored and filler words removed. */
function inFull(sentence: string, before: string | undefined): string {
  return withPerson(withSubject(restoreApostrophes(withoutAside(sentence))), before);
}

function talkOf(prose: string): string {
  if (prose.length <= LONGEST_TALK) return prose;
  return `${prose.slice(0, ENDS_OF_TEXT)}\n\n${prose.slice(-ENDS_OF_TEXT)}`;
}

function fromSentence({ text, isQuestion }: Sentence, at: number): Teaching[] {
  const hint = isQuestion ? undefined : HINT.exec(text)?.groups?.['lesson'];
  if (hint !== undefined) return listed(toTeaching(hint, 'fact', 'definition: hint'));
  const statement = withoutRequest(text);
  const stated =
    isQuestion && statement.length === text.length
      ? []
      : statementsOf(statement, (part) => fromStatement(part, at) !== null).flatMap((one) =>
          listed(fromStatement(one, at)),
        );
  const found = stated.length > 0 ? stated : listed(fromReason(text, at));
  return CORRECTION.test(text) ? found.map((teaching) => ({ ...teaching, corrects: true })) : found;
}

/** Where the reason of a request begins, and the request behind a reason that comes first. */
const REASON =
  /(?<!\p{L})(?:(?:since|because|as|given that|seeing that|seeing as)\s+(?=i\b)|(?:in|with|given|by|of|to|for|on|per)\s+(?=my\s(?:\p{L}+\s)?preferences?\sfor\b))/iu;
const ASKED_AFTER =
  /,\s+(?:so\s+)?(?:what|which|how|can|could|where|when|who|is|are|do|does|should|would|will|please|any)\b.*$/isu;

const OF_THING_AT_HAND =
  /^i(?:['’]\p{L}{1,3})?\s(?:\S{1,20}\s){1,3}?(?:it|this|that|these|those|them|him|her|you|the)(?!\p{L})/iu;

/** A preference that is given as the reason of a request: "Which seat, given my preference for the aisle?" */
function fromReason(text: string, at: number): Teaching | null {
  const start = REASON.exec(text);
  if (start === null) return null;
  const reason = text
    .slice(start.index + start[0].length)
    .replace(ASKED_AFTER, '')
    .replace(/\?\s*$/u, '');
  if (OF_THING_AT_HAND.test(reason)) return null;
  const found = fromClause({ words: reason, told: reason }, at);
  return found?.kind === 'preference' ? found : null;
}

function fromOtherLanguage(sentence: Sentence): Teaching[] {
  if (rejectedBy(sentence.text) !== undefined) return [];
  const corrects = CORRECTION_ABROAD.test(sentence.text);
  return statementsInOtherLanguages(sentence)
    .flatMap(({ words, shape }) => listed(toTeaching(words, shape.kind, shape.name)))
    .map((teaching) => (corrects ? { ...teaching, corrects } : teaching));
}

/** A heading, or a request that a text follows, tells nothing by itself. */
const LABEL = /[:：]["”'’)\]]{0,3}\s{0,3}$/u;

/** What a sentence tells beside what rules found in it. */
function besideRules(
  { text, isQuestion }: Sentence,
  byRules: readonly Teaching[],
  stated: Stated | undefined,
): Teaching[] {
  if (isQuestion || stated === undefined || stated.part === null) return [];
  const found = byRules.map((teaching) => teaching.text);
  return piecesBeside(text, found).flatMap((piece) =>
    rejectedBy(piece) === undefined && !refusedInOtherLanguages(piece) ? inPassing(piece) : [],
  );
}

function inPassing(words: string): Teaching[] {
  const part = withSubject(withoutAside(withoutOpener(words)));
  return listed(toTeaching(part, kindOf(part), 'said in passing'));
}

/** What no rule matches, as the user worded it. */
function fromActs(stated: Stated | undefined, sentence: string): Teaching[] {
  if (stated === undefined || stated.part === null || (!stated.told && !stated.corrects)) return [];
  if (LABEL.test(stated.part)) return [];
  const { corrects, told } = stated;
  const pieces = corrects ? [] : piecesOf(stated.part);
  if (pieces.length > 1) return pieces.flatMap(inPassing);
  // The request to keep something is never what is to be kept.
  const part = onlyAsks(stated.part) ? sentence : withSubject(withoutAside(withoutOpener(stated.part)));
  const found = listed(toTeaching(part, kindOf(part), corrects ? 'said: it changed' : 'said in passing'));
  return found.map((teaching) => ({ ...teaching, corrects, onlyCorrects: !told }));
}

function corrected(teaching: Teaching, stated: Stated | undefined): Teaching {
  return stated?.corrects === true ? { ...teaching, corrects: true } : teaching;
}

/** "Ya no vivo en Jaca, me he mudado a Huesca": the end of one thing is not kept beside what takes its place, which then corrects it. */
function withoutEnded(parts: readonly Teaching[]): Teaching[] {
  const now = parts.filter(({ text }) => !saysItEnded(text));
  if (now.length === 0 || now.length === parts.length) return [...parts];
  return now.map((one) => ({ ...one, corrects: true }));
}

/** "Sold the van, I ride a bike now": the words before the statement name what it changes. */
function inSentence(teaching: Teaching, { text, isQuestion }: Sentence): Teaching {
  if (teaching.corrects !== true || isQuestion || text.length > LONGEST_CLAUSE) return teaching;
  return text.length > teaching.text.length + 1 ? { ...teaching, sentence: text } : teaching;
}

function listed(teaching: Teaching | null): Teaching[] {
  return teaching === null ? [] : [teaching];
}

function fromStatement(statement: string, at: number): Teaching | null {
  for (const clause of clausesOf(statement)) {
    const found = fromClause(clause, at);
    if (found !== null) return found;
  }
  return null;
}

function fromClause({ words, told }: Clause, at: number): Teaching | null {
  if (words.split(/\s+/u).length < 2) return null;
  const rule = ruleFor(words.replace(TAIL, ''));
  const kept = told.replace(TAIL, '');
  if (rule === undefined || kept.length > LONGEST_CLAUSE * 2) return null;
  const reason = rejectedBy(kept, rule.kind);
  // An appointment tomorrow is kept with its date; other statements of one day are not.
  const isDated = reason === OF_THIS_DAY && rule === APPOINTMENT;
  if (reason !== undefined && !isDated && !(reason === MOMENT && namesEndDate(kept, at))) return null;
  return toTeaching(shortened(kept), rule.kind, rule.name, rule);
}

/** Cuts a long clause at a comma, so that the memory remains one statement. */
function shortened(clause: string): string {
  if (clause.length <= LONGEST_CLAUSE) return clause;
  const cut = clause.slice(0, LONGEST_CLAUSE);
  const comma = Math.max(cut.lastIndexOf(', '), cut.lastIndexOf('; '));
  return comma > LONGEST_CLAUSE / 3 ? cut.slice(0, comma) : cut.slice(0, cut.lastIndexOf(' '));
}

/** Turns a text of the user into a teaching, with its subject and cues. */
export function teachingOf(text: string, kind: Teaching['kind'], rule: string): Teaching {
  const subject = subjectOf(text, kind);
  return { text, kind, subject, cues: cuesFor(text, kind, subject), rule };
}

function toTeaching(words: string, kind: Teaching['kind'], name: string, rule?: Rule): Teaching | null {
  const text = tidySentence(words);
  if (!HAS_WORD.test(text)) return null;
  const subject = subjectOf(text, rule?.kind ?? kind);
  const cues = cuesFor(text, kind, subject ?? rule?.answers ?? null);
  return { text, kind, subject, cues, rule: name };
}
