/**
 * Quotations within a line: taken out, with a mark in their place. One that is part of what the user says of themself ("My motto is “…”")
 * has a mark of its own there, reads as one word in which no rule can find anything, and is put back into what is kept of it.
 */
import type { Segment } from './segments.ts';
import { wordCount } from './word-count.ts';

/** A quotation does not contain its own opening mark, so that a text of nothing but opening marks takes linear time. */
const QUOTATION =
  /"[^"\n]{1,2000}"|“[^“”\n]{1,2000}”|«[^«»\n]{1,2000}»|„[^„“”\n]{1,2000}[“”]|»[^«»\n]{1,2000}«|‹[^‹›\n]{1,2000}›|›[^‹›\n]{1,2000}‹|「[^「」\n]{1,2000}」|『[^『』\n]{1,2000}』/gu;
/** A quotation with at least this many words is material; a shorter one is a title or an emphasised word. */
const QUOTATION_WORDS = 4;
const SENTENCE_END = /[.!?…。！？]["“”«»‹›」』]$/u;
const NEXT_SENTENCE = /^\s\p{Lu}/u;
/** The placeholder of a removed quotation. */
export const PLACEHOLDER = '\ufffc';
/** The placeholder of a quotation with which its sentence ends. */
export const QUOTED_SENTENCE = `${PLACEHOLDER}.`;

/** The line with holes, and what stood there, in order. */
export function cutQuotations(line: string): { readonly text: string; readonly cut: readonly string[] } {
  const cut: string[] = [];
  const text = line.replace(QUOTATION, (quotation: string, at: number) => {
    const words = wordCount(quotation);
    const handedOver = words > 1 && /[:：]\s?$/u.test(line.slice(Math.max(0, at - 2), at));
    if (words < QUOTATION_WORDS && !handedOver) return quotation;
    cut.push(quotation);
    // A sentence that ends within the quotation ends with it.
    const ends =
      SENTENCE_END.test(quotation) &&
      NEXT_SENTENCE.test(line.slice(at + quotation.length, at + quotation.length + 3));
    return ends ? QUOTED_SENTENCE : PLACEHOLDER;
  });
  return { text, cut };
}

/** Private-use characters; whoever sends one gets a space. */
const FIRST_KEPT = 0xe0_00;
const MOST_KEPT = 256;
const KEPT = /[\ue000-\ue0ff]/gu;
const KEPT_WITH_END = /[\ue000-\ue0ff](\.?)/gu;

/** What a message must not contain, so that every mark is one of ours. */
export const RESERVED = /[\ue000-\ue0ff\ufffc]/gu;

/** @param at index of the quotation in its message */
export function keptMark(at: number): string {
  return at < MOST_KEPT ? String.fromCodePoint(FIRST_KEPT + at) : PLACEHOLDER;
}

/** @param quotations all of the message, in order */
export function withKept(text: string, quotations: readonly string[]): string {
  return text.replace(KEPT_WITH_END, (mark: string, end: string) => {
    const quotation = quotations[(mark.codePointAt(0) ?? 0) - FIRST_KEPT];
    if (quotation === undefined) return ` ${end}`;
    return SENTENCE_END.test(quotation) ? quotation : quotation + end;
  });
}

/** With nothing in the place of quotations. */
export function withoutKept(text: string): string {
  return text.replace(KEPT, ' ');
}

/** Assigns a removed quotation to the words that introduce it. */
export function withPlaceholders(segments: readonly Segment[]): Segment[] {
  const kept: Segment[] = [];
  for (const segment of segments) {
    const lead = kept.at(-1);
    if (lead !== undefined && segment.gap === 'none' && /^[\s.,;:!?\ufffc]+$/u.test(segment.text))
      kept.splice(-1, 1, {
        ...lead,
        raw: lead.raw + segment.raw,
        text: lead.text + PLACEHOLDER,
        introduces: false,
      });
    else kept.push(segment);
  }
  return kept;
}
