import type { Effort } from '../../../shared/models/parameters.ts';

/** How long a model thinks before it answers, as a choice; the empty value leaves it to the model. */
export const effortOptions: readonly { readonly value: Effort | ''; readonly label: string }[] = [
  { value: '', label: 'As the model does by itself' },
  { value: 'minimal', label: 'Hardly' },
  { value: 'low', label: 'A little' },
  { value: 'medium', label: 'Some' },
  { value: 'high', label: 'Long' },
];
