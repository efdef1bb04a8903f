/** Splits a message into the smallest parts that have one speaker: sentences, and what stands before and after a colon. */

export interface Segment {
  /** As it was written, with its bullet. */
  readonly raw: string;
  /** Without the bullet, with single spaces. */
  readonly text: string;
  /** What separates it from the segment before: only a space, a line end, or a blank line. */
  readonly gap: 'none' | 'line' | 'block';
  /** Index of its first line in the message. */
  readonly line: number;
  readonly isQuestion: boolean;
  /** True if it ends in a colon and introduces what follows. */
  readonly introduces: boolean;
}

export const BULLET = /^\s*(?:[-*•–]|->|\d{1,3}[.)])\s+/u;
/** A sentence end, or a colon before more words. Colons in times, addresses and paths do not count. */
const END =
  /[.!?…]["”'’)\]]{0,3}(?=\s|$)|[。！？]["”」』]{0,3}|[.!?:](?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}「])|:(?=\s|$)|：|(?<=\s)[–—](?=\s)(?=.{0,3}[“"])/gu;
const ABBREVIATION =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|no|nr|vs|etc|approx|e\.g|i\.e|jr|sr|inc|ltd|z\.b|d\.h|bzw|p\.ej|sra?)\.$/iu;
/** How far back an abbreviation can begin, in characters. */
const LOOK_BACK = 10;
const ASKS =
  /^(?:(?:so|and|but|then|ok|okay|well|hi|hello|hey|thanks|please|also)[,!]? )?(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|do|does|did|can|could|would|will|should|may|have|has|isn['’]t|aren['’]t|doesn['’]t|didn['’]t|won['’]t) (?!not\b)\S/iu;

/** A quotation that was cut out, before the words that ask about it. */
const QUOTED_FIRST = /^\ufffc[\s.,;]{0,3}/u;

/** A segment whose sentence may continue on the next line. */
interface OpenSegment extends Pick<Segment, 'gap' | 'line'> {
  readonly lines: string[];
}

/** Lines for which `isLeftOut` is true belong to no segment, and separate the segments before and after them. */
export function segmentsOf(lines: readonly string[], isLeftOut: (line: number) => boolean): Segment[] {
  const segments: OpenSegment[] = [];
  let gap: Segment['gap'] = 'block';
  for (const [line, written] of lines.entries()) {
    if (isLeftOut(line) || written.trim() === '') {
      gap = 'block';
      continue;
    }
    for (const [place, raw] of piecesOf(written).entries()) {
      const apart = place > 0 ? 'none' : segments.length === 0 ? 'block' : gap;
      const last = segments.at(-1);
      if (apart === 'line' && last !== undefined && goesOn(last.lines.at(-1) ?? '', raw))
        last.lines.push(raw);
      else segments.push({ lines: [raw], gap: apart, line });
    }
    gap = 'line';
  }
  return segments.map((open) => segment(open.lines.join('\n'), open.gap, open.line));
}

/** True if a line begins in lower case and the line before did not end its sentence. */
function goesOn(before: string, raw: string): boolean {
  return /^\s*\p{Ll}/u.test(raw) && /[\p{L}\p{N},;"”]$/u.test(before.trimEnd().slice(-LOOK_BACK));
}

function piecesOf(line: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of line.matchAll(END)) {
    const end = match.index + match[0].length;
    if (ABBREVIATION.test(line.slice(Math.max(start, end - LOOK_BACK), end))) continue;
    if (/^\s*\d{1,3}\.$/u.test(line.slice(start, Math.min(end, start + LOOK_BACK)))) continue;
    if (line.slice(start, end).trim() !== '') sentences.push(line.slice(start, end));
    start = end;
  }
  if (line.slice(start).trim() !== '') sentences.push(line.slice(start));
  return sentences;
}

function segment(raw: string, gap: Segment['gap'], line: number): Segment {
  const text = raw.replace(BULLET, '').replace(/\s+/gu, ' ').trim();
  return {
    raw,
    text,
    gap,
    line,
    isQuestion:
      /[?？]["”'’)\]]{0,3}$/u.test(text) ||
      (!/[.!:：]$/u.test(text) && ASKS.test(text.replace(QUOTED_FIRST, ''))),
    introduces: /[:：]$/u.test(text),
  };
}
