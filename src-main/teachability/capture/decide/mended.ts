/** Messages that give another value for something that they do not name: "No, 5510", "Remember that it is 5510". */
import type { Memory } from '#shared/memory/memory.ts';
import type { CapturePorts } from '../capture-ports.ts';
import { teachingsIn } from '../extract/explicit-teaching.ts';
import { teachingOf } from '../extract/learn-by-rules.ts';
import type { UserWords } from '../teaching.ts';
import { tidySentence } from '../extract/wording.ts';
import { isMixed, ownWords, whoseWords } from '../understand/whose-words.ts';
import { answeredWith, usedLast } from './answered-with.ts';
import { applyNamedCorrection } from './named-correction.ts';
import { withSubjectOf, withValuePut } from './of-whom.ts';
import type { PlannedTeaching } from './plan.ts';
import {
  applyShortCorrection,
  isCorrection,
  isNameAlone,
  isOneLine,
  isValueAlone,
  withCorrection,
} from './short-correction.ts';
import { taughtLast } from './taught-before.ts';

type Ports = Pick<CapturePorts, 'reader' | 'remembered'>;

/** The corrected memory; null unless the message corrects what was taught last, or what the last answer was given from. */
export function mendedTeaching(
  words: UserWords,
  strict: boolean,
  { reader, remembered }: Ports,
): PlannedTeaching | null {
  // "With a C: …" is the user's own line, although text after a colon can be somebody else's.
  const own = isOneLine(words.text) ? words.text : ownWords(words.text);
  if (strict && !isOneLine(words.text)) return null;
  const asked = answeredWith(words, reader);
  if (!pointsBack(own, strict)) return asked === undefined ? null : ofAnswered(asked, own);
  // What was taught just now is meant before what the last answer was given from, and that before what was taught earlier.
  const candidates = [
    ...taughtLast(words, reader, remembered, 1),
    ...(asked === undefined ? [] : [asked]),
    ...taughtLast(words, reader, remembered),
  ];
  for (const memory of candidates) {
    const text = applyNamedCorrection(memory.text, own) ?? applyShortCorrection(memory.text, own);
    if (text !== null)
      return { ...teachingOf(text, memory.kind, 'told: a word mended'), corrects: true, replaces: memory };
  }
  const [only = asked, ...others] = taughtLast(words, reader, remembered, 1);
  const text = only === undefined || others.length > 0 ? null : withCorrection(only.text, own);
  return only === undefined || text === null
    ? null
    : { ...teachingOf(text, only.kind, 'told: set right'), corrects: true, replaces: only };
}

/** What a message says of the memory that the last answer was given from without naming it. */
function ofAnswered(memory: Memory, own: string): PlannedTeaching | null {
  const put = withValuePut(memory.text, own);
  if (put !== null)
    return { ...teachingOf(put, memory.kind, 'told: a value put'), corrects: true, replaces: memory };
  const said = withSubjectOf(memory.text, own);
  // Whether it takes the place of the memory is left to their relation.
  return said === null
    ? null
    : { ...teachingOf(tidySentence(said), 'fact', 'told: of whom the answer was'), corrects: true };
}

/** The memories that the last answer used, if the message corrects it without naming what; empty otherwise. */
export function correctedAnswer(words: UserWords, reader: Ports['reader']): Memory[] {
  const used = usedLast(words, reader);
  if (used.length === 0) return [];
  const theirs = whoseWords(words.text);
  return pointsBack(theirs.own, isMixed(theirs)) ? used : [];
}

/** True if the message corrects an answer that used something private: what it says instead is private too. */
export function correctsPrivate(words: UserWords, reader: Ports['reader']): boolean {
  return correctedAnswer(words, reader).some((memory) => memory.private);
}

function pointsBack(own: string, strict: boolean): boolean {
  return (
    isCorrection(own) || teachingsIn(own, strict).some(({ text }) => isValueAlone(text) || isNameAlone(text))
  );
}
