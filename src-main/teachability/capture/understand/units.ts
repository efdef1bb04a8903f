/** Cuts a message into the smallest pieces that have one speaker: sentences, and what stands before and after a colon. */

export interface Unit {
  /** As it was written, with its bullet. */
  readonly raw: string;
  /** Without bullet, spaces as one. */
  readonly text: string;
  /** What parts it from the piece before: nothing but a space, a line end, or a blank line. */
  readonly gap: 'none' | 'line' | 'block';
  /** Index of its first line in the message. */
  readonly line: number;
  readonly isQuestion: boolean;
  /** Ends in a colon, so that it introduces what follows. */
  readonly introduces: boolean;
}

export const BULLET = /^\s*(?:[-*•–]|->|\d{1,3}[.)])\s+/u;
/** A sentence's end, or a colon before more words. No colon of a time of day, an address or a path. */
const END =
  /[.!?…]["”'’)\]]{0,3}(?=\s|$)|[。！？]["”」』]{0,3}|[.!?:](?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}「])|:(?=\s|$)|：|(?<=\s)[–—](?=\s)(?=.{0,3}[“"])/gu;
const ABBREVIATION =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|no|nr|vs|etc|approx|e\.g|i\.e|jr|sr|inc|ltd|z\.b|d\.h|bzw|p\.ej|sra?)\.$/iu;
/** How far back an abbreviation can begin. */
const LOOK_BACK = 10;
const ASKS =
  /^(?:(?:so|and|but|then|ok|okay|well|hi|hello|hey|thanks|please|also)[,!]? )?(?:what|who|whom|whose|which|when|where|why|how|is|are|was|were|do|does|did|can|could|would|will|should|may|have|has|isn['’]t|aren['’]t|doesn['’]t|didn['’]t|won['’]t) (?!not\b)\S/iu;

/** A piece whose sentence the next line may go on with. */
interface OpenUnit extends Pick<Unit, 'gap' | 'line'> {
  readonly lines: string[];
}

/** Lines for which `isLeftOut` is true are part of no piece, and part what stands before and after them. */
export function unitsOf(lines: readonly string[], isLeftOut: (line: number) => boolean): Unit[] {
  const units: OpenUnit[] = [];
  let gap: Unit['gap'] = 'block';
  for (const [line, written] of lines.entries()) {
    if (isLeftOut(line) || written.trim() === '') {
      gap = 'block';
      continue;
    }
    for (const [place, raw] of piecesOf(written).entries()) {
      const apart = place > 0 ? 'none' : units.length === 0 ? 'block' : gap;
      const last = units.at(-1);
      if (apart === 'line' && last !== undefined && goesOn(last.lines.at(-1) ?? '', raw))
        last.lines.push(raw);
      else units.push({ lines: [raw], gap: apart, line });
    }
    gap = 'line';
  }
  return units.map((open) => unit(open.lines.join('\n'), open.gap, open.line));
}

/** A line in small letters goes on with a sentence that the line before did not end. */
function goesOn(before: string, raw: string): boolean {
  return /^\s*\p{Ll}/u.test(raw) && /[\p{L}\p{N},;"”]$/u.test(before.trimEnd().slice(-LOOK_BACK));
}

function piecesOf(line: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const match of line.matchAll(END)) {
    const end = match.index + match[0].length;
    if (ABBREVIATION.test(line.slice(Math.max(start, end - LOOK_BACK), end))) continue;
    if (/^\s*\d{1,3}\.$/u.test(line.slice(start, Math.min(end, start + LOOK_BACK)))) continue;
    if (line.slice(start, end).trim() !== '') pieces.push(line.slice(start, end));
    start = end;
  }
  if (line.slice(start).trim() !== '') pieces.push(line.slice(start));
  return pieces;
}

function unit(raw: string, gap: Unit['gap'], line: number): Unit {
  const text = raw.replace(BULLET, '').replace(/\s+/gu, ' ').trim();
  return {
    raw,
    text,
    gap,
    line,
    isQuestion: /[?？]["”'’)\]]{0,3}$/u.test(text) || (!/[.!:：]$/u.test(text) && ASKS.test(text)),
    introduces: /[:：]$/u.test(text),
  };
}
