import type { Learning } from '../../../shared/settings.ts';

/** The options for when Tutee learns. */
export const learningOptions: readonly { readonly value: Learning; readonly label: string }[] = [
  { value: 'automatic', label: 'Automatically, from what you write' },
  { value: 'ask', label: 'From what you write, but ask first' },
  { value: 'told', label: 'Only when you say so' },
];
