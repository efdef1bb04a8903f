import type { KeyState } from '../../../../shared/models/model.ts';
import { t } from '../../../language/translate.ts';

const places: Record<KeyState['protection'], string> = {
  keychain: t('Key stored in the system’s keychain.'),
  basic: t('Key stored on this machine, only scrambled: no keyring was found.'),
  file: t('Key stored in a file that only your user account can read.'),
};

/** Where the key is stored and how well it is protected; empty when there is none. */
export function keyStorageLabel({ present, source, protection }: KeyState): string {
  if (!present || source === 'none') return '';
  return source === 'environment' ? t('Key set by the environment for this run.') : places[protection];
}
