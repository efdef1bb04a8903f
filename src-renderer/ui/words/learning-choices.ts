import type { Learning } from '../../../shared/settings.ts';

/** When Tutee learns by itself, in words. */
export const learningChoices: readonly { readonly value: Learning; readonly label: string }[] = [
  { value: 'automatic', label: 'Automatically, from what you write' },
  { value: 'ask', label: 'From what you write, but ask first' },
  { value: 'told', label: 'Only when you say so' },
];
