/**
 * Finds lines whose form alone shows that they are not the user talking: fenced code, quoted lines, text between rules, markup, logs,
 * tables, emails with headers, chat transcripts, letters to somebody else.
 */

const FENCE = /^\s{0,8}(?:```|~~~)/u;
const QUOTED = /^\s{0,8}(?:>|\|)/u;
/** Lines that separate a text: "-----", "--- notes.txt ---", '"""', "=====", "<<<", "***". */
const RULE =
  /^\s{0,8}(?:-{2,60}|={3,60}|\*{3,60}|_{3,60}|#{3,60}$|"{3,60}|'{3,60}|<{3,60}|>{3,60}|\+{3,60}|—{2,60})(?:[^\n]{0,80}(?:-{2,60}|={3,60}|\*{3,60}|>{3,60}))?\s{0,8}$/u;
const TAG = /<[/!]?[a-z][^<>]{0,200}>|<!--/iu;
const CLOSING_TAG = /<\/[a-z][^<>]{0,60}>|-->/iu;
/** Commands of LaTeX and of forums: "\\section{…}", "[quote]". */
const TYPESET =
  /^\s{0,8}\\[a-z]{2,30}[{[]|\[\/?(?:b|i|u|s|quote|code|url|img|list|size|color|spoiler)(?:=[^\]\n]{0,200})?\]/iu;
/** Starts of log lines: a time stamp, a file position, a number in brackets, a table key. */
const LOG =
  /^\s{0,8}(?:\[[^\]\n]{1,40}\]\s|\d{4}-\d{2}-\d{2}[T ]\d{2}:|\d{2}:\d{2}:\d{2}\b|(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b|[\w./-]{1,80}\.\w{1,5}:\d+\b|@\w{1,40}[: ]|#\d{1,4}[: ]|\/\/|# ?!|<[^<>\s]{1,30}>\s)/u;
const HEAD =
  /^\s{0,8}(?:from|to|cc|bcc|subject|date|sent|reply-to|von|an|betreff|gesendet|de|à|objet|envoyé|para|asunto|fecha|da|a|oggetto|data|assunto)\s?:\s/iu;
const SPEAKER =
  /^\s{0,8}(?:\*\*)?\p{Lu}[\p{L}\p{M}\p{N}.'’-]{0,24}(?: \p{Lu}?[\p{L}\p{N}.'’-]{1,20}){0,2}(?: \([^)\n]{1,20}\))?:(?:\*\*)?\s+\S/u;
const OWN_HEADING =
  /^\s{0,8}(?:remember|note|nb|fyi|hint|tip|correction|context|background|ps|p\.s|btw|also|question|me|first|second|third|finally|update|important|merk|denk|retiens|recuerda|ricorda|lembr)\b/iu;
/** The user among others who speak. */
const ME = /^\s{0,8}(?:me|you|ich|du|moi|toi|yo|tú|io|tu|eu|ik|jij|jag|ja|я):\s+\S/iu;
const SALUTATION =
  /^\s{0,8}(?:dear|hi|hello|hey|sehr geehrte[rs]?|liebe[rs]?|hallo|cher|chère|bonjour|estimad[oa]s?|hola|prezad[oa]s?|caro|cara|gentile)\s(?!tutee|there|again|you\b|assistant|ai\b|computer|bot\b|chatbot)[^\n,]{1,40},\s{0,4}$/iu;
/** A time range, a name or heading followed by a time, or a speaker's dash. */
const TIMED =
  /^\s{0,8}(?:[\d:.,]{4,14} ?--?> ?[\d:.,]{4,14}|[^\n]{1,40}[ \t(@]\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?\)?:?|[—―] ?\S[^\n]{0,300})\s{0,4}$/iu;
/** Symbols that are rare in prose; a line with many of them is code, a table or a log. */
const CODE_SYMBOL = /[{}[\]<>=;|\\^*_$#@&~`+]/gu;
const CODE_SHARE = 0.06;
/** A longer last paragraph belongs to the letter before it. In characters. */
const LONGEST_REMARK = 170;
/** The end of a statement in SQL and most programming languages. */
const STATEMENT_END = /[)}\]];$/u;

const HEADING = /^\s{0,3}#{1,6}\s\S/u;

export interface MarkedLines {
  /** For each line whether it is marked as material. */
  readonly marked: readonly boolean[];
  /** The line from which an unterminated text runs; only the wording of later lines can show that it has ended. */
  readonly openFrom: number;
}

/** Whether a line is material, and whether it shows where that ends: after a line of a fence it does, after the head of a message not. */
export type LineMark = 'none' | 'closed' | 'open';

export function lineMarks(lines: readonly string[], marked: readonly boolean[]): LineMark[] {
  return lines.map((line, at) => {
    if (marked[at] !== true) return 'none';
    return [FENCE, QUOTED, RULE, CLOSING_TAG].some((end) => end.test(line)) ? 'closed' : 'open';
  });
}

/** Words with which a last paragraph adds something of the user's own. */
export const ADDS =
  /^\s{0,8}(?:(?:oh|ah|ok|okay|ach|ah|oye|oh),? )?(?:and|also|ps|p\.s|btw|by the way|one more|und|außerdem|übrigens|et|aussi|y|además|e|inoltre|além)(?![\p{L}])/iu;

/** The same within a sentence. */
export const ADDS_WITHIN =
  /(?<![\p{L}\p{N}])(?:btw|by the way|fyi|incidentally|in case (?:it|that) (?:matters|helps)|(?:just )?so you know|for the record|before i forget|as for me|for my part|i myself|(?:i|we)(?:['’]m| \p{L}+){1,3} (?:\p{L}+ )?myself|my own \p{L}+|ich selbst|ich selber|pour ma part|moi-même|yo mism[oa]|por mi parte|io stess[oa]|eu mesm[oa]|ikzelf|zelf|själv|selv|ja sam|я сам|übrigens|nebenbei|ach ja|au fait|d['’]ailleurs|por cierto|a prop[oó]sito|comunque sia|já agora|aliás|trouwens|overigens|förresten|forresten|i øvrigt|przy okazji|nawiasem mówiąc|кстати|між іншим|до речі|bu arada)(?![\p{L}\p{N}])|ちなみに|そういえば|顺便|對了|对了/iu;

export function markedLines(lines: readonly string[]): MarkedLines {
  const marked = lines.map(() => false);
  markBetween(lines, marked, FENCE);
  markBetween(lines, marked, RULE);
  for (const [at, line] of lines.entries())
    if (QUOTED.test(line) || LOG.test(line) || looksLikeCode(line)) marked[at] = true;
  markRange(
    marked,
    firstLine(lines, TAG),
    lines.findLastIndex((line) => CLOSING_TAG.test(line)),
  );
  markRange(
    marked,
    firstLine(lines, TYPESET),
    lines.findLastIndex((line) => TYPESET.test(line)),
  );
  markComments(lines, marked);
  markDialogue(lines, marked);
  markTimed(lines, marked);
  const open = [firstLine(lines, SALUTATION), mailHead(lines), documentHead(lines)].filter(
    (line) => line >= 0,
  );
  if (open.length === 0) return { marked, openFrom: Infinity };
  const openFrom = Math.min(...open);
  const last = lines.findLastIndex((line, at) => at > openFrom && line.trim() === '');
  const end = lines
    .slice(last + 1)
    .join('\n')
    .trim();
  const added = last >= 0 && (ADDS.test(end) || end.length <= LONGEST_REMARK);
  markRange(marked, openFrom, added ? last : lines.length - 1);
  return { marked, openFrom };
}

function firstLine(lines: readonly string[], shape: RegExp): number {
  return lines.findIndex((line) => shape.test(line));
}

function markRange(marked: boolean[], from: number, to: number): void {
  if (from >= 0 && to >= from) marked.fill(true, from, to + 1);
}

/** Marks everything from one separator to the next, or to the end if there is none. */
function markBetween(lines: readonly string[], marked: boolean[], mark: RegExp): void {
  let open = -1;
  for (const [at, line] of lines.entries()) {
    if (marked[at] === true || !mark.test(line)) continue;
    if (open < 0) open = at;
    else {
      markRange(marked, open, at);
      open = -1;
    }
  }
  if (open >= 0) markRange(marked, open, lines.length - 1);
}

/** Marks block comments of code, and the rest of their paragraph, which is the code. */
function markComments(lines: readonly string[], marked: boolean[]): void {
  const open = lines.findIndex((line) => /^\s{0,8}\/\*/u.test(line));
  if (open < 0) return;
  const close = lines.findIndex((line, at) => at >= open && line.includes('*/'));
  const blank = lines.findIndex((line, at) => at > Math.max(open, close) && line.trim() === '');
  markRange(marked, open, (blank < 0 ? lines.length : blank) - 1);
}

/** Marks everything from the first speaker to the end of the last one's paragraph. */
function markDialogue(lines: readonly string[], marked: boolean[]): void {
  const isSpeaker = (line: string) => SPEAKER.test(line) && !OWN_HEADING.test(line);
  const hasOther = lines.some(isSpeaker);
  const speakers = lines.flatMap((line, at) => (isSpeaker(line) || (hasOther && ME.test(line)) ? [at] : []));
  if (speakers.length < 2) return;
  const last = speakers.at(-1) ?? 0;
  const blank = lines.findIndex((line, at) => at > last && line.trim() === '');
  markRange(marked, speakers[0] ?? 0, (blank < 0 ? lines.length : blank) - 1);
}

/** Marks subtitles and chat transcripts ("mina 10:02 AM" above what she wrote): everything from the first time on is somebody else's. */
function markTimed(lines: readonly string[], marked: boolean[]): void {
  const timed = lines.flatMap((line, at) => (TIMED.test(line) ? [at] : []));
  if (timed.length < 2) return;
  const last = timed.at(-1) ?? 0;
  const blank = lines.findIndex((line, at) => at > last && line.trim() === '');
  markRange(marked, timed[0] ?? 0, (blank < 0 ? lines.length : blank) - 1);
}

/** Index of the first heading of a document with several; -1 if there is none, or if they are about the user: "# About me". */
function documentHead(lines: readonly string[]): number {
  const headings = lines.filter((line) => HEADING.test(line));
  const isOwn = headings.some((line) =>
    /(?<!\p{L})(?:me|my|i|mich|mein\p{L}{0,2}|moi|mes|mon|mis?|m[íi])(?!\p{L})/iu.test(line),
  );
  return headings.length < 2 || isOwn ? -1 : firstLine(lines, HEADING);
}

/** Index of the first line of an email header, which is two header lines in a row; -1 if there is none. */
function mailHead(lines: readonly string[]): number {
  return lines.findIndex((line, at) => HEAD.test(line) && HEAD.test(lines[at + 1] ?? ''));
}

/** A row of JSON: everything in brackets, with names or strings in it. */
function isRecord(text: string): boolean {
  const isBracketed =
    (text.startsWith('{') && /\}[,;]?$/u.test(text)) || (text.startsWith('[') && /\][,;]?$/u.test(text));
  return isBracketed && /["':]/u.test(text);
}

function looksLikeCode(line: string): boolean {
  const text = line.trim();
  if ((STATEMENT_END.test(text) && !/^(?:I|My)\s/u.test(text)) || isRecord(text)) return true;
  const symbols = line.match(CODE_SYMBOL)?.length ?? 0;
  return symbols >= 3 && symbols > line.length * CODE_SHARE;
}
