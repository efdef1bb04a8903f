import { formatBytes } from '../data/backup-labels.ts';
import { formatNumber, t } from '../../../language/translate.ts';

/** "400 MB", "1.8 GB" */
export function formatSize(bytes: number): string {
  if (bytes < 1_000_000) return formatBytes(bytes);
  if (bytes < 1_000_000_000) return t('{{size}} MB', { size: Math.round(bytes / 1_000_000) });
  return t('{{size}} GB', { size: formatNumber(bytes / 1_000_000_000, { maximumFractionDigits: 1 }) });
}
