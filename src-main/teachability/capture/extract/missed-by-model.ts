/** Keeps what rules are certain of regardless of the model: the model may reword it or find more, but not omit it. */
import { stemsOf } from '../../recall/terms.ts';
import type { Teaching } from '../teaching.ts';

/** The share of a teaching's words that the model's text must contain to count as the same. */
const SHARE = 0.5;

type Said = Pick<Teaching, 'text' | 'subject'>;

/** The teachings that `known` does not contain in any wording. */
export function missedByModel<Found extends Said>(
  teachings: readonly Found[],
  known: readonly Said[],
): Found[] {
  const found = new Set(known.flatMap(({ text }) => stemsOf(text)));
  const subjects = new Set(known.flatMap(({ subject }) => (subject === null ? [] : [subject])));
  return teachings.filter(({ text, subject }) => {
    if (subject !== null && subjects.has(subject)) return false;
    const stems = [...new Set(stemsOf(text))];
    return stems.filter((stem) => found.has(stem)).length < stems.length * SHARE;
  });
}
