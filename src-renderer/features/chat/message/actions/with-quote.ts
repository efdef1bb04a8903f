import { ownPart, pastedIn, withPasted } from '../../../../../shared/pasted-text.ts';

/** Longer passages are truncated, in UTF-16 units: the model already has the answer. */
const MOST = 2_000;

/** A draft with a quoted passage appended. Quoted lines are material and teach nothing. */
export function withQuote(draft: string, passage: string): string {
  const kept = passage.length > MOST ? `${passage.slice(0, MOST).toWellFormed().trimEnd()}…` : passage;
  const quoted = kept
    .split(/\r\n?|\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
  const own = ownPart(draft).trimEnd();
  return withPasted(`${own === '' ? '' : `${own}\n\n`}${quoted}\n\n`, pastedIn(draft));
}
