import type { Backup } from '../../../../shared/contract/backups.ts';
import { formatClock, formatDay } from '../../../ui/format/format-time.ts';
import { formatNumber, t } from '../../../language/translate.ts';

/** "24 Nov, 09:12" */
export function backupName({ at }: Pick<Backup, 'at'>): string {
  const day = formatDay(at);
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}, ${formatClock(at)}`;
}

/** "340 kB", "12.5 MB" */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000_000) return t('{{size}} kB', { size: Math.max(1, Math.round(bytes / 1_000)) });
  return t('{{size}} MB', { size: formatNumber(bytes / 1_000_000, { maximumFractionDigits: 1 }) });
}
