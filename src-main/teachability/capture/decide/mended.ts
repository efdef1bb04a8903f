/** Messages that give another value for something that they do not name: "No, 5510", "Remember that it is 5510". */
import type { Memory } from '#shared/memory/memory.ts';
import type { CapturePorts } from '../capture-ports.ts';
import { teachingsIn } from '../extract/explicit-teaching.ts';
import { teachingOf } from '../extract/learn-by-rules.ts';
import type { UserWords } from '../teaching.ts';
import { isMixed, ownWords, whoseWords } from '../understand/whose-words.ts';
import { answeredWith, usedLast } from './answered-with.ts';
import { applyNamedCorrection } from './named-correction.ts';
import type { PlannedTeaching } from './plan.ts';
import {
  applyShortCorrection,
  isCorrection,
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
  if ((strict && !isOneLine(words.text)) || !pointsBack(own, strict)) return null;
  const asked = answeredWith(words, reader);
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
  return isCorrection(own) || teachingsIn(own, strict).some(({ text }) => isValueAlone(text));
}
