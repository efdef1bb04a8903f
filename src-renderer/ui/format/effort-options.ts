import type { Effort } from '../../../shared/models/parameters.ts';
import { t } from '../../language/translate.ts';

/** How long a model thinks before it answers, as a choice; the empty value leaves it to the model. */
export const effortOptions: readonly { readonly value: Effort | ''; readonly label: string }[] = [
  { value: '', label: t('As the model does by itself') },
  { value: 'minimal', label: t('Hardly') },
  { value: 'low', label: t('A little') },
  { value: 'medium', label: t('Some') },
  { value: 'high', label: t('Long') },
];
