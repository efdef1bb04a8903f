/**
 * Reads what another assistant says it remembers: ChatGPT's and Claude's lists, dated lines, headings with "name: value",
 * paragraphs. It finds the statements and leaves the talk around them out; person.ts words them in the user's own voice.
 */
import { memoryFileLimits } from '#shared/contract/transfer.ts';
import { limits } from '#shared/text.ts';
import { inFirstPerson } from './first-person.ts';

export interface PastedMemories {
  readonly texts: readonly string[];
  /** What was left out, as plain sentences. */
  readonly notes: readonly string[];
}

export function readPasted(pasted: string): PastedMemories {
  const statements = pasted.split(/\r\n|\n|\r/u).flatMap(statementsOf);
  const name = statements.map(nameIn).find((found) => found !== null) ?? null;
  const texts = statements.map((statement) => inFirstPerson(statement, name)).filter((text) => text !== '');
  const different = [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
  const short = different.filter((text) => text.length <= limits.memoryText);
  const taken = short.slice(0, memoryFileLimits.pasted);
  return { texts: taken, notes: notesOn(different.length - short.length, short.length - taken.length) };
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

/** Talk of the other assistant about its list, or to the user. */
const talk =
  /^(?:sure|certainly|of course|absolutely|here(?:'s|’s| is| are)|below (?:is|are)|based on|this is (?:what|everything)|that(?:'s|’s| is) (?:all|everything|what)|these are|let me know|would you like|do you want|if (?:you|any|anything)|feel free|you can (?:ask|tell|always|delete|edit|manage)|want me to|is there anything|i (?:remember|know|have (?:stored|saved|the following)|don['’]t have|currently (?:remember|have)|can(?:not|['’]t)? (?:also|share|see|access))|(?:saved |stored |model set context|bio|assistant |user )?(?:memories|memory|context)(?: about you)?\s*:?$|no (?:memories|information|data)\b|none(?: noted| stored| saved)?\.?$|what i (?:know|remember))/iu;

function statementsOf(line: string): string[] {
  if (fence.test(line)) return [];
  const plain = withoutMarks(line);
  if (plain === '' || isHeading(line, plain) || talk.test(plain)) return [];
  return sentencesOf(plain)
    .map((sentence) => sentence.replace(trailingDate, '').trim())
    .filter((sentence) => isStatement(sentence));
}

function withoutMarks(line: string): string {
  let plain = line.replace(/^[\s>]+/u, '');
  // A date may come before or after the bullet.
  for (let round = 0; round < 2; round += 1)
    plain = plain.replace(bullet, '').replace(checkbox, '').replace(dated, '');
  return plain
    .replace(/\*\*|__|`/gu, '')
    .replace(/^["“](.*)["”]$/u, '$1')
    .trim();
}

function isHeading(line: string, plain: string): boolean {
  return /^\s*#/u.test(line) || /^\s*\*\*[^*]+\*\*:?\s*$/u.test(line) || /^[^.!?]{1,80}:$/u.test(plain);
}

/** A full stop after an initial or a number ends nothing. */
function sentencesOf(text: string): string[] {
  const found = text.split(/(?<=[.!?])(?<=[\p{L}\p{N})"”]{2}[.!?])\s+(?=["“(]?\p{Lu})/u);
  // "Dr. Okafor" and the like are put together again, at the end at once: a sentence may be of any length.
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
  return /\p{L}{2}/u.test(sentence) && !sentence.endsWith('?') && !talk.test(sentence);
}

/** The user's first name, which some lists call the user by. */
function nameIn(statement: string): string | null {
  const said =
    /^(?:(?:the )?user['’]?s|your|their)\s+(?:first |full |preferred )?name is (?<name>\p{Lu}[\p{L}'’-]+)/iu;
  const listed = /^(?:(?:first |full |preferred )?name)\s*[:–—-]\s*(?<name>\p{Lu}[\p{L}'’-]+)/iu;
  return said.exec(statement)?.groups?.['name'] ?? listed.exec(statement)?.groups?.['name'] ?? null;
}
