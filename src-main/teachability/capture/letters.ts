/** Letters and mails of others in a message, from "Dear Bob," to "Kind regards". */

const ADDRESS = /^[ \t]*(?:dear|hi|hello|hey) (?!tutee|there|again|you\b)[^\n,]{1,40},[ \t]*$/iu;
const CLOSING =
  /^[ \t]*(?:(?:kind|best|warm|many) )?(?:regards|wishes|best|yours|sincerely|cheers|thanks|love|cordially|respectfully)\b/iu;
/** A closing line is short, and so is the name under it. In characters. */
const LONGEST_CLOSING = 40;
/** What is longer is no letter but a text that begins like one. In characters. */
const LONGEST_LETTER = 6_000;

/** The text with a space in the place of each letter. Each line is looked at once, whatever they all look like. */
export function withoutLetters(text: string): string {
  const lines = text.split('\n');
  const closings = lines.flatMap((line, at) => (CLOSING.test(line) ? [at] : []));
  const starts = startsOf(lines);
  const kept: string[] = [];
  let closing = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!ADDRESS.test(line)) {
      kept.push(line);
      continue;
    }
    while ((closings[closing] ?? Infinity) <= at) closing += 1;
    const end = closings[closing];
    if (end === undefined || (starts[end] ?? 0) - (starts[at + 1] ?? 0) > LONGEST_LETTER) {
      kept.push(line);
      continue;
    }
    const more = afterClosing(lines[end] ?? '');
    const signed = lines[end + 1] ?? '';
    at = more === '' && signed !== '' && signed.length <= LONGEST_CLOSING ? end + 1 : end;
    kept.push(` ${more}`);
  }
  return kept.join('\n');
}

/** What a line goes on to say that closes a letter. */
function afterClosing(line: string): string {
  const words = CLOSING.exec(line)?.[0] ?? '';
  return line.slice(words.length + LONGEST_CLOSING);
}

/** Where each line begins. */
function startsOf(lines: readonly string[]): number[] {
  let start = 0;
  return lines.map((line) => {
    const begins = start;
    start += line.length + 1;
    return begins;
  });
}
