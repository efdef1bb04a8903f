import type { Learning } from '../../../shared/settings.ts';
import { t } from '../../language/translate.ts';

/** The options for when Tutee learns. */
export const learningOptions: readonly { readonly value: Learning; readonly label: string }[] = [
  { value: 'automatic', label: t('Automatically, from what you write') },
  { value: 'ask', label: t('From what you write, but ask first') },
  { value: 'told', label: t('Only when you say so') },
];
