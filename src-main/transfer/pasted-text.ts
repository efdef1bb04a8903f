/**
 * Reads the memories that another assistant lists: ChatGPT's and Claude's lists, dated lines, headings with "name:
 * value", paragraphs. Finds the statements and drops the rest; first-person.ts rephrases them in the user's voice.
 */
import { memoryFileLimits } from '#shared/contract/transfer.ts';
import { limits } from '#shared/text.ts';
import { inFirstPerson } from './first-person.ts';

export interface PastedMemories {
  readonly texts: readonly string[];
  /** What was left out, as sentences for the user. */
  readonly notes: readonly string[];
}

/** Extracts distinct statements from a pasted list, in linear time. */
export function readPasted(pasted: string): PastedMemories {
  const statements = pasted.split(/\r\n|\n|\r/u).flatMap(statementsOf);
  const name = statements.map(nameIn).find((found) => found !== null) ?? null;
  const texts = statements.map((statement) => inFirstPerson(statement, name)).filter((text) => text !== '');
  const distinct = [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
  const fitting = distinct.filter((text) => text.length <= limits.memoryText);
  const accepted = fitting.slice(0, memoryFileLimits.pasted);
  return {
    texts: accepted,
    notes: notesOn(distinct.length - fitting.length, fitting.length - accepted.length),
  };
}

function notesOn(tooLong: number, tooMany: number): string[] {
  const notes: string[] = [];
  if (tooLong > 0)
    notes.push(
      tooLong === 1
        ? 'One piece was too long for a memory and was left out.'
        : `${tooLong} pieces were too long for a memory and were left out.`,
    );
  if (tooMany > 0)
    notes.push(
      `Only the first ${memoryFileLimits.pasted} were taken; paste the other ${tooMany} after them.`,
    );
  return notes;
}

const fence = /^\s*(?:```|~~~|---+\s*$|===+\s*$|\|)/u;
const bullet = /^\s*(?:[-*+•‣◦–—·]|\d{1,4}[.)])\s+/u;
const checkbox = /^\[[ xX]\]\s+/u;
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const day = `(?:\\d{4}[-/.]\\d{1,2}(?:[-/.]\\d{1,2})?(?:[T ]\\d{2}:\\d{2}(?::\\d{2})?Z?)?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}|${month}\\s+\\d{1,2}(?:st|nd|rd|th)?,?(?:\\s+\\d{4})?|\\d{1,2}\\.?\\s+${month}(?:\\s+\\d{4})?|${month}\\s+\\d{4})`;
/** "[2025-04-01] - ", "(May 3, 2025): ", "2025-04-01: ", and Claude's "[unknown] - ". */
const dated = new RegExp(
  `^(?:[[(]\\s*(?:saved |updated |on |as of )?(?:${day}|unknown(?: date)?|no date|date unknown|n/a)\\s*[\\])]|${day})\\s*[-–—:.]*\\s+`,
  'iu',
);
const trailingDate = new RegExp(`(?<!\\s)\\s*[[(](?:saved |updated |as of |since )?${day}[\\])]\\s*$`, 'iu');

/** What the other assistant says about its list or to the user. */
const FILLER =
  /^(?:sure|certainly|of course|absolutely|here(?:'s|’s| is| are)|below (?:is|are)|based on|this is (?:what|everything)|that(?:'s|’s| is) (?:all|everything|what)|these are|let me know|would you like|do you want|if (?:you|any|anything)|feel free|you can (?:ask|tell|always|delete|edit|manage)|want me to|is there anything|i (?:remember|know|have (?:stored|saved|the following)|don['’]t have|currently (?:remember|have)|can(?:not|['’]t)? (?:also|share|see|access))|(?:saved |stored |model set context|bio|assistant |user )?(?:memories|memory|context)(?: about you)?\s*:?$|no (?:memories|information|data)\b|none(?: noted| stored| saved)?\.?$|what i (?:know|remember))/iu;

function statementsOf(line: string): string[] {
  if (fence.test(line)) return [];
  const plain = withoutMarks(line);
  if (plain === '' || isHeading(line, plain) || FILLER.test(plain)) return [];
  return sentencesOf(plain)
    .map((sentence) => sentence.replace(trailingDate, '').trim())
    .filter((sentence) => isStatement(sentence));
}

function withoutMarks(line: string): string {
  let plain = line.replace(/^[\s>]+/u, '');
  // A date may come before or after the bullet.
  for (let pass = 0; pass < 2; pass += 1)
    plain = plain.replace(bullet, '').replace(checkbox, '').replace(dated, '');
  return plain
    .replace(/\*\*|__|`/gu, '')
    .replace(/^["“](.*)["”]$/u, '$1')
    .trim();
}

function isHeading(line: string, plain: string): boolean {
  return /^\s*#/u.test(line) || /^\s*\*\*[^*]+\*\*:?\s*$/u.test(line) || /^[^.!?]{1,80}:$/u.test(plain);
}

/** Splits into sentences; a full stop after an initial or a number ends none. */
function sentencesOf(text: string): string[] {
  const found = text.split(/(?<=[.!?])(?<=[\p{L}\p{N})"”]{2}[.!?])\s+(?=["“(]?\p{Lu})/u);
  // Joins "Dr. Okafor" and the like again. Parts are collected and joined once, since a sentence may be of any length.
  const sentences: string[][] = [];
  let before = '';
  for (const part of found) {
    if (ABBREVIATION.test(before)) sentences.at(-1)?.push(part);
    else sentences.push([part]);
    before = part;
  }
  return sentences.map((parts) => parts.join(' '));
}

const ABBREVIATION = /\b(?:dr|mr|mrs|ms|st|prof|vs|no|e\.g|i\.e|etc)\.$/iu;

function isStatement(sentence: string): boolean {
  return /\p{L}{2}/u.test(sentence) && !sentence.endsWith('?') && !FILLER.test(sentence);
}

/** The user's first name, by which some lists refer to the user. */
function nameIn(statement: string): string | null {
  const inSentence =
    /^(?:(?:the )?user['’]?s|your|their)\s+(?:first |full |preferred )?name is (?<name>\p{Lu}[\p{L}'’-]+)/iu;
  const inList = /^(?:(?:first |full |preferred )?name)\s*[:–—-]\s*(?<name>\p{Lu}[\p{L}'’-]+)/iu;
  return inSentence.exec(statement)?.groups?.['name'] ?? inList.exec(statement)?.groups?.['name'] ?? null;
}
