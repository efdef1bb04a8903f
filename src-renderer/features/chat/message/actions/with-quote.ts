import { ownPart, pastedIn, withPasted } from '../../../../../shared/pasted-text.ts';

/** Longer passages are cut, in UTF-16 units: a quotation says what is meant, and the model has the answer. */
const MOST = 2_000;

/** A draft with a passage behind what was typed. Quoted lines are material: they teach nothing. */
export function withQuote(draft: string, passage: string): string {
  const kept = passage.length > MOST ? `${passage.slice(0, MOST).toWellFormed().trimEnd()}…` : passage;
  const quoted = kept
    .split(/\r\n?|\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
  const own = ownPart(draft).trimEnd();
  return withPasted(`${own === '' ? '' : `${own}\n\n`}${quoted}\n\n`, pastedIn(draft));
}
