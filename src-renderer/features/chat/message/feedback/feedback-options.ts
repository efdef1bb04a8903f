/** What may be wrong with an answer, as the user picks it. */
import { t } from '../../../../language/translate.ts';
export interface FeedbackOption {
  readonly label: string;
  /** The request for another answer; it holds for this one only, so that sending it teaches nothing. */
  readonly again: string;
  /** What could be remembered; the user may change it, and decides whether it is. */
  readonly rule: string;
}

export const feedbackOptions: readonly FeedbackOption[] = [
  {
    label: t('Too long'),
    again: t('Could you give that answer again, shorter this time?'),
    rule: t('I prefer short answers.'),
  },
  {
    label: t('Too short'),
    again: t('Could you give that answer again with more detail this time?'),
    rule: t('I prefer detailed answers.'),
  },
  {
    label: t('Hard to follow'),
    again: t('Could you give that answer again in simpler words this time?'),
    rule: t('I prefer answers in simple words.'),
  },
  {
    label: t('Too formal'),
    again: t('Could you give that answer again in a more relaxed tone this time?'),
    rule: t('I prefer a relaxed tone.'),
  },
  {
    label: t('Too casual'),
    again: t('Could you give that answer again in a more formal tone this time?'),
    rule: t('I prefer a formal tone.'),
  },
  {
    label: t('Too many lists'),
    again: t('Could you give that answer again as running text this time?'),
    rule: t('I prefer running text to lists.'),
  },
];

/** The request for another answer in the user's own words, for this one only. */
export function againWith(wish: string): string {
  return t('Could you give that answer again with this difference, just this once: “{{wish}}”?', {
    wish: wish.trim(),
  });
}
