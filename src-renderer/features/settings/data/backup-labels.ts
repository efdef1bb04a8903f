import type { Backup } from '../../../../shared/contract/backups.ts';
import { formatClock, formatDay } from '../../../ui/format/format-time.ts';

/** "24 Nov, 09:12" */
export function backupName({ at }: Pick<Backup, 'at'>): string {
  const day = formatDay(at);
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}, ${formatClock(at)}`;
}

/** "340 kB", "12.5 MB" */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000)).toLocaleString('en')} kB`;
  return `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
}
