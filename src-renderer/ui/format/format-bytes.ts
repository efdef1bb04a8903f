import { t, tCount } from '../../language/translate.ts';
import { formatFixed } from './format-fixed.ts';

/** "1.2 MB" */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return tCount(bytes, '{{count}} byte', '{{count}} bytes');
  if (bytes < 999_500) return t('{{size}} kB', { size: Math.round(bytes / 1_000) });
  return t('{{size}} MB', { size: formatFixed(bytes / 1_000_000, 1) });
}
