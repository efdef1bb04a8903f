/**
 * Estimates the number of tokens of a text without a tokenizer: about four characters of Latin script, or one to two of any other,
 * make one token. It overestimates English prose by a few percent, so that a budget holds for every model family.
 */
export function estimateTokens(text: string): number {
  let narrow = 0;
  let wide = 0;
  for (const character of text) {
    if ((character.codePointAt(0) ?? 0) < 0x250) narrow += 1;
    else wide += 1;
  }
  return Math.ceil(narrow / 4 + wide * 0.75);
}

/** The longest beginning of a text within this many estimated tokens; see estimateTokens. */
export function cutToTokens(text: string, tokens: number): string {
  let quarters = 0;
  let end = 0;
  for (const character of text) {
    quarters += (character.codePointAt(0) ?? 0) < 0x250 ? 1 : 3;
    if (quarters > tokens * 4) return text.slice(0, end);
    end += character.length;
  }
  return text;
}
