/** Letters of scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
/** Such letters to a word, on average. */
const LETTERS = 2;

/** About how many words a text has, in any script. */
export function wordCount(text: string): number {
  const spaced = text
    .replace(UNSPACED, ' ')
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  return spaced.length + Math.ceil((text.match(UNSPACED)?.length ?? 0) / LETTERS);
}
