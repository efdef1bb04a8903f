/** What may be wrong with an answer, as the user picks it. */
export interface FeedbackOption {
  readonly label: string;
  /** The request for another answer; it holds for this one only, so that sending it teaches nothing. */
  readonly again: string;
  /** What could be remembered; the user may change it, and decides whether it is. */
  readonly rule: string;
}

export const feedbackOptions: readonly FeedbackOption[] = [
  {
    label: 'Too long',
    again: 'Could you give that answer again, shorter this time?',
    rule: 'I prefer short answers.',
  },
  {
    label: 'Too short',
    again: 'Could you give that answer again with more detail this time?',
    rule: 'I prefer detailed answers.',
  },
  {
    label: 'Hard to follow',
    again: 'Could you give that answer again in simpler words this time?',
    rule: 'I prefer answers in simple words.',
  },
  {
    label: 'Too formal',
    again: 'Could you give that answer again in a more relaxed tone this time?',
    rule: 'I prefer a relaxed tone.',
  },
  {
    label: 'Too casual',
    again: 'Could you give that answer again in a more formal tone this time?',
    rule: 'I prefer a formal tone.',
  },
  {
    label: 'Too many lists',
    again: 'Could you give that answer again as running text this time?',
    rule: 'I prefer running text to lists.',
  },
];

/** The request for another answer in the user's own words, for this one only. */
export function againWith(wish: string): string {
  return `Could you give that answer again with this difference, just this once: “${wish.trim()}”?`;
}
