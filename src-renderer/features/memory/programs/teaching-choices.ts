import type { ClientTeaching } from '../../../../shared/memory/memory-client.ts';

export const teachingChoices: readonly { readonly value: ClientTeaching; readonly label: string }[] = [
  { value: 'review', label: 'Waits in Review' },
  { value: 'allowed', label: 'Is remembered at once' },
  { value: 'never', label: 'Nothing: it only reads' },
];
