/**
 * Splits a text into the features of its vector. Works for any script: words where spaces separate them, single characters where none do
 * (Han, Kana). Folding removes distinctions without meaning: case, accents, full-width forms.
 */

/** Memories and questions are far shorter; of a long text the beginning shows what it is about. */
export const maxCharacters = 8_000;
/** A longer run of letters (an address, a key, Thai without spaces) is split into pieces of this length. */
const maxWord = 48;

const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;
const scriptWithoutSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const splitPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const beyondAscii = /[\u0080-\uffff]/;

/** The words of a text, in order, folded. */
export function textWords(text: string): string[] {
  const words: string[] = [];
  for (const run of fold(text).match(wordPattern) ?? []) {
    const parts = scriptWithoutSpaces.test(run) ? (run.match(splitPattern) ?? []) : [run];
    for (const part of parts) pushPieces(words, part);
  }
  return words;
}

function fold(text: string): string {
  const start = text.slice(0, maxCharacters);
  if (!beyondAscii.test(start)) return start.toLowerCase();
  // Compatibility forms may be up to 18 times as long, hence the second cut. Marks are removed from Latin, Greek and Cyrillic letters only;
  // in other scripts they are vowels.
  const apart = start
    .toWellFormed()
    .normalize('NFKD')
    .slice(0, maxCharacters)
    .replace(/[\u0300-\u036f]/g, '');
  return apart.normalize('NFC').toLowerCase();
}

function pushPieces(words: string[], word: string): void {
  for (let start = 0; start < word.length; start += maxWord) words.push(word.slice(start, start + maxWord));
}

/** True for a word that is one character of a script without spaces; such words have no parts. */
export function isSingleCharacter(word: string): boolean {
  return word.length <= 2 && scriptWithoutSpaces.test(word);
}
