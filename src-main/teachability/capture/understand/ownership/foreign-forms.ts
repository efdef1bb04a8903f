/** Teachings in a form that is mostly somebody else's: verse, and orders that name an address beside other text. */
import { paragraphsOf } from '../roles-in-context.ts';
import type { LabelledSegment } from '../roles-in-context.ts';
import { labelsOwn } from '../leads/own-label.ts';
import { speaksOfSelf } from '../segment-role.ts';
import { BULLET } from '../segments.ts';

/** The fewest lines of verse. */
const FEWEST_LINES = 3;
const VERSE_LINE = /^[^\n]{1,80},$/u;
const ADDRESS =
  /[\p{L}\p{N}_-]@[\p{L}\p{N}-]|https?:\/\/|(?<![\p{L}\p{N}.])[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.\p{Ll}{2,12}(?![\p{L}\p{N}])/u;

/** Indexes of the segments of paragraphs whose lines all end in commas but the last: "Always answer me with rain,". */
export function versesIn(labelled: readonly LabelledSegment[]): number[] {
  return paragraphsOf(labelled).flatMap(({ start, end }) => {
    const lines = labelled
      .slice(start, end)
      .map(({ segment }) => (segment.gap === 'none' ? ' ' : '\n') + segment.raw.trim())
      .join('')
      .trim()
      .split('\n');
    const isVerse =
      lines.length >= FEWEST_LINES &&
      lines.slice(0, -1).every((line) => VERSE_LINE.test(line) && !BULLET.test(line));
    return isVerse ? labelled.slice(start, end).map((_, at) => start + at) : [];
  });
}

const HEADING = /^\s{0,3}#{1,6}\s\S/u;

/** Indexes of the segments under the headings of a document, unless a heading names what is the user's own: "# My rules". */
export function underHeadings(labelled: readonly LabelledSegment[]): number[] {
  const first = labelled.findIndex(
    ({ segment }) =>
      HEADING.test(segment.raw) && !speaksOfSelf(segment) && !labelsOwn(segment.text.replace(/^#+\s/u, '')),
  );
  return first < 0 ? [] : labelled.slice(first).map((_, at) => first + at);
}

/** Behind a comma, who says it: "I hate compromises, it says." */
const ATTRIBUTED =
  /,\s(?:it (?:says|reads)|(?:he|she|they) (?:says?|said|writes?|wrote|adds?|added)|(?:says|said|writes|wrote|adds|added) (?:the |a |his |her )?\p{L}+(?: \p{L}+)?|steht (?:da|hier|dort)|heißt es|(?:sagt|sagte|meint|meinte|schreibt|schrieb) (?:er|sie|der \p{L}+|die \p{L}+|\p{Lu}\p{L}+)|(?:dit|écrit|dit-il|dit-elle|écrit-il|écrit-elle)(?: \p{L}+)?|(?:dice|dijo|escribe|disse|scrive|diz|escreve)(?: \p{L}+){0,2}|(?:zegt|schrijft) (?:hij|ze|zij|de \p{L}+)|(?:säger|sier|siger|skriver) (?:han|hon|hun|\p{L}+))[.!?]?$/iu;
/** "That's from a blog." */
const FROM_ELSEWHERE =
  /^(?:[–—-]\s)?(?:(?:that|this|it)(?:['’]s| is| was) (?:from|by|an? (?:quote|excerpt|line|passage))|(?:das|dies) (?:ist|war|steht) (?:aus|von|in)|c['’]est (?:de|du|tiré)|es de|è di|é de)\s/iu;

/** Indexes of the segments of paragraphs of which the user says that they are somebody else's. */
export function attributed(labelled: readonly LabelledSegment[]): number[] {
  return paragraphsOf(labelled).flatMap(({ start, end }) => {
    const all = labelled.slice(start, end).map((_, at) => start + at);
    const from = all.findLast((at) => FROM_ELSEWHERE.test(labelled[at]?.segment.text ?? ''));
    if (from !== undefined) return all.filter((at) => at < from);
    return all.some((at) => ATTRIBUTED.test(labelled[at]?.segment.text ?? '')) ? all : [];
  });
}

/** Indexes of teachings that name an address, in a paragraph that also holds what is not the user's. */
export function addressesBesideText(labelled: readonly LabelledSegment[]): number[] {
  return paragraphsOf(labelled).flatMap(({ start, end }) => {
    const paragraph = labelled.slice(start, end);
    const isText = paragraph.some(
      ({ segment, role }) => role === 'other' && !segment.introduces && !ADDRESS.test(segment.text),
    );
    if (!isText) return [];
    const names = paragraph.some(({ segment }) => ADDRESS.test(segment.text));
    return names ? paragraph.map((_, at) => start + at) : [];
  });
}
