/** Applies corrections that name the wrong value to the text of a memory: "Eleven hives, not nine", "not nine but eleven". */
import { isCommonWord } from '../understand/acts/frames.ts';
import { wordsOf } from '../../recall/terms.ts';

/** A longer correction is a statement of its own. In words. */
const LONGEST = 12;
const NOT = String.raw`(?:not|nicht|pas|no|non|não|niet|inte|ikke|nie|не|ne)`;
const BUT = String.raw`(?:but|it['’]s|it is|sondern|mais|sino|ma|mas|maar|utan|men|tylko|ale|а|но)`;
const WORD = String.raw`[\p{L}\p{N}](?:[^\s,;:.!?]|[.,:](?=\p{N})){0,40}`;
/** A value is one to three words; a number may contain points or colons. */
const VALUE = String.raw`${WORD}(?:\s${WORD}){0,2}?`;
const shapes: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?<now>.{1,80}?)[,;–—-]?\s(?:and |und |et |y |e |и |i )?${NOT}\s(?<wrong>${VALUE})$`,
    'iu',
  ),
  new RegExp(String.raw`(?:^|[\s,;])${NOT}\s(?<wrong>${VALUE})[,;]?\s(?:${BUT}\s)?(?<now>${VALUE})$`, 'iu'),
];

/**
 * The memory's text with the wrong value replaced; null unless the correction names it and the new value is clear.
 * @param correction the sentence that corrects the memory
 */
export function applyNamedCorrection(memory: string, correction: string): string | null {
  const said = correction.trim().replace(/[.!]{1,9}$/u, '');
  if (said.split(/\s+/u).length > LONGEST) return null;
  for (const shape of shapes) {
    const { now, wrong } = shape.exec(said)?.groups ?? {};
    if (now === undefined || wrong === undefined) continue;
    const value = newValueIn(now, memory);
    // "Not the oboe, the bassoon": the word that both begin with stays.
    const old = wrong.split(' ').filter((word, at) => at > 0 || !wordsOf(now).includes(word.toLowerCase()));
    const place = onlyPlaceOf(old.join(' '), memory);
    if (value !== null && place !== null)
      return memory.slice(0, place) + value + memory.slice(place + old.join(' ').length);
  }
  return null;
}

/** The last words of a part that the memory lacks: "eleven" for "Sorry, eleven hives"; null if there are more than three. */
function newValueIn(part: string, memory: string): string | null {
  const known = new Set(wordsOf(memory));
  const isNew = (word: string) =>
    wordsOf(word).some((one) => !known.has(one)) &&
    (!isCommonWord(wordsOf(word)[0] ?? '') || /\p{N}/u.test(word));
  const pieces = part.split(/[,;:–—.]\s+/u).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  for (const piece of pieces.toReversed()) {
    const words = piece.trim().split(/\s+/u);
    const last = words.findLastIndex(isNew);
    if (last === -1) continue;
    const first = words.slice(0, last).findLastIndex((word) => !isNew(word)) + 1;
    return last - first < 3 ? words.slice(first, last + 1).join(' ') : null;
  }
  return null;
}

/** The index of the words in a text as whole words; null unless they occur exactly once. */
function onlyPlaceOf(words: string, text: string): number | null {
  const [folded, sought] = [text.toLowerCase(), words.toLowerCase()];
  if (sought === '' || folded.length !== text.length || sought.length !== words.length) return null;
  const places: number[] = [];
  for (let at = folded.indexOf(sought); at !== -1; at = folded.indexOf(sought, at + 1))
    if (!isLetter(text[at - 1]) && !isLetter(text[at + sought.length])) places.push(at);
  const [only, ...others] = places;
  return only === undefined || others.length > 0 ? null : only;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
