/**
 * Splits a command line into words: quotes keep spaces, a backslash keeps the quote, space or backslash after it, and any other backslash
 * is itself, as in paths of Windows. Null when a quote does not end.
 */
export function splitCommandLine(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const one = line.charAt(at);
    const next = line.charAt(at + 1);
    if (
      one === '\\' &&
      quote !== "'" &&
      next !== '' &&
      (`"'\\`.includes(next) || (quote === '' && next === ' '))
    ) {
      word = (word ?? '') + next;
      at += 1;
    } else if (one === '\\' && quote === '' && (next === '\n' || next === '\r')) {
      // A line that goes on in the next.
      at += 1;
    } else if (quote !== '') {
      if (one === quote) quote = '';
      else word = (word ?? '') + one;
    } else if (one === '"' || one === "'") {
      quote = one;
      word ??= '';
    } else if (one.trim() === '') {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + one;
  }
  if (word !== null) words.push(word);
  return quote === '' ? words : null;
}
