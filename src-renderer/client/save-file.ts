import type { Result } from '../../shared/result.ts';
import { client } from './client.ts';
import { download } from './download.ts';
import { t } from '../language/translate.ts';

/**
 * Saves a file in the shell's own way. Resolves to a sentence that says where it is, or to null when the user
 * cancelled.
 */
export async function saveFile(fileId: string, name: string): Promise<Result<string | null>> {
  const saved = await client.call('files.save', { fileId });
  if (!saved.ok) return saved;
  const { outcome, href, path } = saved.value;
  if (outcome === 'download' && href !== null) {
    const downloaded = await download(href, name);
    return downloaded.ok
      ? { ok: true, value: t('Saved as {{name}} in your downloads.', { name }) }
      : downloaded;
  }
  return { ok: true, value: path === null ? null : t('Saved as {{path}}.', { path }) };
}
