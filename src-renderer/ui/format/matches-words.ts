/** Scripts that set no space between words: a word there may begin anywhere. */
const withoutSpaces = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** Whether every typed word begins a word of the text, whatever its capitals and accents; an empty query matches all. */
export function matchesWords(text: string, query: string): boolean {
  const has = wordsOf(text);
  return wordsOf(query).every((word) => has.some((other) => begins(other, word)));
}

function begins(text: string, word: string): boolean {
  return withoutSpaces.test(word) ? text.includes(word) : text.startsWith(word);
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
