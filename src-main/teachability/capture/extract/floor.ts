/** What rules are sure of is kept whatever a model says: it may word it better, or find more, but leave nothing out. */
import { stemsOf } from '../../recall/terms.ts';
import type { Teaching } from '../teaching.ts';

/** Of the words of a teaching so many must be in what the model found, for it to be the same in other words. */
const SHARE = 0.5;

type Said = Pick<Teaching, 'text' | 'subject'>;

/** Of these teachings those that `known` does not say, in whatever words. */
export function leftOut<Found extends Said>(teachings: readonly Found[], known: readonly Said[]): Found[] {
  const found = new Set(known.flatMap(({ text }) => stemsOf(text)));
  const subjects = new Set(known.flatMap(({ subject }) => (subject === null ? [] : [subject])));
  return teachings.filter(({ text, subject }) => {
    if (subject !== null && subjects.has(subject)) return false;
    const stems = [...new Set(stemsOf(text))];
    return stems.filter((stem) => found.has(stem)).length < stems.length * SHARE;
  });
}
