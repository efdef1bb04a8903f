import { formatBytes } from '../data/backup-labels.ts';

/** "400 MB", "1.8 GB" */
export function formatSize(bytes: number): string {
  if (bytes < 1_000_000) return formatBytes(bytes);
  if (bytes < 1_000_000_000) return `${Math.round(bytes / 1_000_000).toLocaleString('en')} MB`;
  return `${(bytes / 1_000_000_000).toLocaleString('en', { maximumFractionDigits: 1 })} GB`;
}
