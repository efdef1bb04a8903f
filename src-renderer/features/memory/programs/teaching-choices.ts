import type { ClientTeaching } from '../../../../shared/memory/memory-client.ts';
import { t } from '../../../language/translate.ts';

export const teachingChoices: readonly { readonly value: ClientTeaching; readonly label: string }[] = [
  { value: 'review', label: t('Waits in Review') },
  { value: 'allowed', label: t('Is remembered at once') },
  { value: 'never', label: t('Nothing: it only reads') },
];
