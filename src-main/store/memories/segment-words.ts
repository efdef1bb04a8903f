/**
 * Scripts written without spaces (and Hangul, which attaches particles). SQLite's tokenizer would take a whole sentence
 * for one word, so each letter is indexed as a word, and a word of two letters is found as a phrase. This needs no
 * dictionary, and index and query cannot disagree.
 */
const unspacedLetter =
  /((?:\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar})[\p{M}ー]*|\p{So})/gu;

/** Arabic and Hebrew vowel points are optional in writing; variation selectors only choose a glyph. */
const optionalMarks =
  /[\u{591}-\u{5bd}]|[\u{5bf}-\u{5c2}]|\u{5c4}|\u{5c5}|\u{5c7}|[\u{610}-\u{61a}]|\u{640}|[\u{64b}-\u{65f}]|\u{670}|[\u{6d6}-\u{6ed}]|\u{fe0e}|\u{fe0f}/gu;

/**
 * The indexed form of a text: NFKC, without optional marks, with a space around every letter of a script without spaces
 * and every emoji. Index and query both use this function; changing its result requires a migration that re-indexes all
 * units.
 */
export function segmentWords(text: string): string {
  if (/^[\t\n\r -~]*$/.test(text)) return text;
  const normal = text.toWellFormed().replaceAll('\u0000', ' ').normalize('NFKC').replace(optionalMarks, '');
  return normal.replace(unspacedLetter, ' $1 ').replace(/ {2,}/g, ' ').trim();
}

const ONE_UNSPACED = new RegExp(`^${unspacedLetter.source}$`, 'u');

/** True for a word, as separated by `segmentWords`, that is one letter of a script without spaces. */
export function isUnspacedLetter(word: string): boolean {
  return ONE_UNSPACED.test(word) && !/^\p{So}/u.test(word);
}
