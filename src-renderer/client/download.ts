import type { Result } from '../../shared/result.ts';
import { failure } from './failure.ts';
import { fetchWithKey } from './fetch-with-key.ts';
import { saveBlob } from './save-blob.ts';
import { t } from '../language/translate.ts';

/** Downloads a file from the browser shell. A plain link cannot do it because it cannot carry the session key. */
export async function download(href: string, name: string): Promise<Result<null>> {
  try {
    const response = await fetchWithKey(href);
    if (response?.ok === true) {
      saveBlob(name, await response.blob());
      return { ok: true, value: null };
    }
  } catch {
    // Reported below, like a missing file.
  }
  return failure('internal', t('The file could not be downloaded. Try again.'));
}
