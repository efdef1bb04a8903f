/** What rules are sure of is kept whatever a model says: it may word it better, or find more, but leave nothing out. */
import { stemsOf } from '../../recall/terms.ts';
import type { Teaching } from '../teaching.ts';

/** Of the words of a teaching so many must be in what the model found, for it to be the same in other words. */
const SHARE = 0.5;

export function leftOut(
  byRules: readonly Teaching[],
  byModel: readonly Pick<Teaching, 'text' | 'subject'>[],
): Teaching[] {
  const found = new Set(byModel.flatMap(({ text }) => stemsOf(text)));
  const subjects = new Set(byModel.flatMap(({ subject }) => (subject === null ? [] : [subject])));
  return byRules.filter(({ text, subject }) => {
    if (subject !== null && subjects.has(subject)) return false;
    const stems = [...new Set(stemsOf(text))];
    return stems.filter((stem) => found.has(stem)).length < stems.length * SHARE;
  });
}
