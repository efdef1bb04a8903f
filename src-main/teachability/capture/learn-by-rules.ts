/**
 * Finds what a message teaches without being told to learn, by rules alone and in English. Built for precision: what is
 * not plainly a lasting statement about the user or a lasting wish is let go.
 */
import { cuesFor } from './cues.ts';
import { namesAnEnd } from './dated.ts';
import { ownWords } from './own-words.ts';
import { HINT } from './rules/definitions.ts';
import { MOMENT, PART_PLAYED, rejectedBy } from './rules/guards.ts';
import { ruleFor } from './rules/all-rules.ts';
import type { Rule } from './rules/rule.ts';
import { sentencesOf, withoutRequest } from './sentences.ts';
import type { Sentence } from './sentences.ts';
import { subjectOf } from './subject.ts';
import type { Teaching } from './teaching.ts';
import { CORRECTION, tidySentence, withoutLeadIn } from './wording.ts';

/** A statement about oneself is short; longer clauses are cut where they begin to tell a story. In characters. */
const LONGEST_CLAUSE = 320;
/** A message of more prose than this is a text, not talk; only its beginning and end are the user's own. */
const LONGEST_TALK = 3_000;
const ENDS_OF_TEXT = 700;
/** So many from one message; a long list of statements is told by "remember", not in passing. */
const MOST = 6;

/** Where a new statement may begin inside a sentence. */
const CLAUSE_START =
  /[,;:–—]\s+(?:(?:and|but|so|because|since|as|yet|thus|plus|though|although|which is why|that['’]s why|therefore|also|then|or|please)\s+)*(?=(?:i|i['’]\w+|my|always|never|as someone|due to)\b)|\s+(?:and|but|because|since|so|though|although|which is why|that['’]s why|-)\s+(?=(?:i|i['’]\w+|my)\b)/giu;

/** What follows is somebody else's: "My friend said: I …". */
const SAID_BY_OTHERS =
  /(?<!\bi(?:['’]ve| have)? (?:\w+ )?)\b(?:says?|said|tells?|told (?:me|us|him|her|them)|wrote|writes|asked|replied|answered|goes|claims?|claimed|thinks?|thought)\b[^,:;–—]{0,40}[,:;–—]\s*["'“‘]?$/iu;

/** Here one statement ends and another begins: each may change without the other, so each is a memory of its own. */
const JOINED = /,?\s+(?:and|but)\s+(?=(?:i|i['’](?:m|ve|d)|my)\s)/iu;

/** The object of the clause is something said before. */
const POINTS_BACK = /^(?:i|i['’]\w+)\s+(?:\S+\s+){1,3}?(?:it|them|this|that|these|those|one|ones)\b/iu;

/** What follows is no part of the statement any more. */
const TAIL =
  /[,;]\s+(?:(?:and|but|so)\s+)?(?:let['’]?s\b|it['’]s\b|it is\b|i['’]m having\b|i have trouble\b|which is why\b|considering|given that|given|which is my|as (?:stated|i (?:said|mentioned))|like i mentioned|i have a (?:deadline|question)|i['’]ve (?:already|been|tried|got)|i['’]m (?:using|currently|trying|not sure|planning|thinking)|i want to|i need to|my (?:question|goal) is|so i (?:want|need|['’]m)|you know)\b.*$/isu;

/** Words of time before a statement: "This week I …", "Until Friday, …". */
const TIME_AHEAD =
  /^(?:(?:until|till|for|during|on|this|while)\b[^,.]{2,40},\s+|(?:this (?:week|weekend|month)|for this (?:trip|week|month)|for the next (?:\w+ )?(?:days?|weeks?|months?))\s+)/iu;

/** @param at when it was said, in ms since 1970 UTC: it decides whether an end is named. */
export function learnByRules(message: string, at: number): Teaching[] {
  const teachings: Teaching[] = [];
  for (const sentence of sentencesOf(talkOf(ownWords(message)))) {
    if (PART_PLAYED.test(sentence.text)) break;
    for (const teaching of fromSentence(sentence, at)) {
      if (!teachings.some(({ text }) => text === teaching.text)) teachings.push(teaching);
    }
  }
  return teachings.slice(0, MOST);
}

function talkOf(prose: string): string {
  if (prose.length <= LONGEST_TALK) return prose;
  return `${prose.slice(0, ENDS_OF_TEXT)}\n\n${prose.slice(-ENDS_OF_TEXT)}`;
}

function fromSentence(sentence: Sentence, at: number): Teaching[] {
  const hint = HINT.exec(sentence.text)?.groups?.['lesson'];
  if (hint !== undefined && !sentence.isQuestion) return listed(toTeaching(hint, 'fact', 'definition: hint'));
  const parts = sentence.isQuestion ? [] : sentence.text.split(JOINED);
  const each = parts.length < 2 ? [] : parts.map((text) => fromStatement({ ...sentence, text }, at));
  const apart = each.flatMap(listed);
  const complete = apart.length > 0 && apart.length === parts.length;
  return complete && !parts.some((part) => POINTS_BACK.test(part))
    ? apart
    : listed(fromStatement(sentence, at));
}

function listed(teaching: Teaching | null): Teaching[] {
  return teaching === null ? [] : [teaching];
}

function fromStatement(sentence: Sentence, at: number): Teaching | null {
  for (const clause of clausesOf(sentence)) {
    const found = fromClause(clause, at);
    if (found !== null) return CORRECTION.test(sentence.text) ? { ...found, corrects: true } : found;
  }
  return null;
}

/** A part of a sentence that may be a statement of its own. */
interface Clause {
  /** What the rules look at. */
  readonly words: string;
  /** What is stored: more than `words` where a pronoun points back. */
  readonly told: string;
}

/** The whole statement first, then from each place where a new statement begins. */
function clausesOf({ text, isQuestion }: Sentence): Clause[] {
  const statement = withoutRequest(text);
  if (isQuestion && statement.length === text.length) return [];
  const starts = [
    0,
    ...Array.from(statement.matchAll(CLAUSE_START), (match) => match.index + match[0].length),
  ].filter((start) => !SAID_BY_OTHERS.test(statement.slice(0, start)));
  return starts.map((start) => {
    const words = withoutLeadIn(statement.slice(start).trim());
    const told = POINTS_BACK.test(words) ? withoutLeadIn(statement.trim()) : words;
    return { words: words.replace(TIME_AHEAD, ''), told };
  });
}

function fromClause({ words, told }: Clause, at: number): Teaching | null {
  if (words.split(/\s+/u).length < 2) return null;
  const rule = ruleFor(words.replace(TAIL, ''));
  const kept = told.replace(TAIL, '');
  if (rule === undefined || kept.length > LONGEST_CLAUSE * 2) return null;
  const reason = rejectedBy(kept);
  if (reason !== undefined && !(reason === MOMENT && namesAnEnd(kept, at))) return null;
  return toTeaching(shortened(kept), rule.kind, rule.name, rule);
}

/** Long clauses end at a comma, so that a memory stays one statement. */
function shortened(clause: string): string {
  if (clause.length <= LONGEST_CLAUSE) return clause;
  const cut = clause.slice(0, LONGEST_CLAUSE);
  const comma = Math.max(cut.lastIndexOf(', '), cut.lastIndexOf('; '));
  return comma > LONGEST_CLAUSE / 3 ? cut.slice(0, comma) : cut.slice(0, cut.lastIndexOf(' '));
}

function toTeaching(words: string, kind: Teaching['kind'], name: string, rule?: Rule): Teaching | null {
  const text = tidySentence(words);
  if (text === '') return null;
  const subject = subjectOf(text, rule?.kind ?? kind);
  return { text, kind, subject, cues: cuesFor(text, kind, subject), rule: name };
}
