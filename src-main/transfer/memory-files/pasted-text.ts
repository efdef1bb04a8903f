/**
 * Reads the memories that another assistant lists: ChatGPT's and Claude's lists, dated lines, headings with "name:
 * value", paragraphs. Finds the statements and drops the rest; first-person.ts rephrases them in the user's voice.
 */
import { memoryFileLimits } from '#shared/contract/transfer.ts';
import { limits } from '#shared/text.ts';
import { inFirstPerson, spokenOf } from './first-person.ts';
import { withTables } from './markdown-table.ts';
import { withoutTags } from './pasted-tags.ts';

export interface PastedMemory {
  readonly text: string;
  readonly tags: readonly string[];
}

export interface PastedMemories {
  readonly items: readonly PastedMemory[];
  /** What was left out, as sentences for the user. */
  readonly notes: readonly string[];
}

/** Extracts distinct statements from a pasted list, in linear time. */
export function readPasted(pasted: string): PastedMemories {
  return distinctIn(statementsIn(pasted));
}

/**
 * The same for texts that already have tags.
 * @param most the maximum number of memories
 */
export function readPastedItems(
  items: readonly {
    readonly text: string;
    readonly tags: readonly string[];
    readonly about: string | null;
  }[],
  most: number,
): PastedMemories {
  const read = items.map((item) => ({ item, found: statementsIn(item.text) }));
  const said = read.flatMap(({ item, found }) =>
    found.said.map(({ text, tags }) => ({
      text: aboutPerson(text, item.about),
      tags: [...new Set([...item.tags, ...tags])].slice(0, limits.tags),
    })),
  );
  return distinctIn({ said, leftOut: read.flatMap(({ found }) => found.leftOut) }, most);
}

/** A note about somebody other than the user names that person. */
function aboutPerson(text: string, about: string | null): string {
  if (
    about === null ||
    /^(?:default_?)?user\b/iu.test(about) ||
    text.toLowerCase().includes(about.toLowerCase())
  )
    return text;
  return `${about}: ${text}`;
}

interface Statements {
  readonly said: readonly PastedMemory[];
  /** Lines that state nothing about the user. */
  readonly leftOut: readonly string[];
}

function statementsIn(pasted: string): Statements {
  const leftOut: string[] = [];
  const said = withTables(pasted.split(/\r\n|\n|\r/u)).flatMap((part): PastedMemory[] => {
    if ('row' in part) return statementsOf(part.row.text, leftOut).map((text) => ({ ...part.row, text }));
    const { line, tags } = withoutTags(part.line);
    return statementsOf(line, leftOut).map((text) => ({ text, tags }));
  });
  return { said, leftOut };
}

function distinctIn({ said, leftOut }: Statements, most: number = memoryFileLimits.pasted): PastedMemories {
  const name = said.map(({ text }) => nameIn(text)).find((found) => found !== null) ?? subjectNameIn(said);
  const worded = said
    .map(({ text, tags }) => ({ text: inFirstPerson(text, name), tags }))
    .filter(({ text }) => text !== '');
  const distinct = [
    ...new Map(worded.toReversed().map((item) => [item.text.toLowerCase(), item])).values(),
  ].toReversed();
  const fitting = distinct.filter(({ text }) => text.length <= limits.memoryText);
  const items = fitting.slice(0, most);
  const notes = notesOn(distinct.length - fitting.length, fitting.length - items.length, most);
  return {
    items,
    notes: [...notes, ...noteOnLeftOut(leftOut), ...noteOnRepeated(worded.length - distinct.length)],
  };
}

function notesOn(tooLong: number, tooMany: number, most: number): string[] {
  const notes: string[] = [];
  if (tooLong > 0)
    notes.push(
      tooLong === 1
        ? 'One piece was too long for a memory and was left out.'
        : `${tooLong} pieces were too long for a memory and were left out.`,
    );
  if (tooMany > 0)
    notes.push(
      `Only the first ${most.toLocaleString('en')} were taken; paste the other ${tooMany} after them.`,
    );
  return notes;
}

/** How many omitted lines are quoted, and how long. */
const QUOTED = 3;
const LONGEST_QUOTE = 60;

function noteOnLeftOut(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const quoted = lines.slice(0, QUOTED).map((line) => `“${line.slice(0, LONGEST_QUOTE).toWellFormed()}”`);
  const count = lines.length === 1 ? 'One line says' : `${lines.length.toLocaleString('en')} lines say`;
  return [`${count} nothing about you: ${quoted.join(', ')}${lines.length > QUOTED ? ', …' : '.'}`];
}

function noteOnRepeated(count: number): string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? 'One line is there twice.'
      : `${count.toLocaleString('en')} lines are there more than once.`,
  ];
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

/** @param leftOut receives lines that are not statements */
function statementsOf(line: string, leftOut: string[]): string[] {
  if (fence.test(line)) return [];
  const plain = withoutMarks(line);
  if (plain === '' || isHeading(line, plain)) return [];
  if (FILLER.test(plain)) {
    leftOut.push(plain);
    return [];
  }
  return sentencesOf(plain)
    .map((sentence) => sentence.replace(trailingDate, '').trim())
    .filter((sentence) => {
      if (isStatement(sentence)) return true;
      if (sentence !== '') leftOut.push(sentence);
      return false;
    });
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

/** The user's name, by which some lists refer to the user. */
function nameIn(statement: string): string | null {
  const inSentence =
    /^(?:(?:[Tt]he )?[Uu]ser['’]?s|[Yy]our|[Tt]heir)\s+(?:first |full |preferred )?name is (?<name>\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*){0,3})/u;
  const inList =
    /^(?:(?:[Ff]irst |[Ff]ull |[Pp]referred )?[Nn]ame)\s*[:–—-]\s*(?<name>\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*){0,3})/u;
  return inSentence.exec(statement)?.groups?.['name'] ?? inList.exec(statement)?.groups?.['name'] ?? null;
}

/** If at least this many statements and this share of all begin with the same name, the list is about that person. */
const FEWEST_ABOUT = 2;
const SHARE_ABOUT = 0.6;

/** The name with which nearly all statements begin, when the list does not say "the user". */
function subjectNameIn(said: readonly PastedMemory[]): string | null {
  const counts = new Map<string, number>();
  for (const { text } of said) {
    if (/\buser\b/iu.test(text)) return null;
    const name = spokenOf(text);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most !== undefined && most[1] >= FEWEST_ABOUT && most[1] >= said.length * SHARE_ABOUT
    ? most[0]
    : null;
}
