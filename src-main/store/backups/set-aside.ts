import { join } from 'node:path';
import { namesIn } from '../file/unfinished-files.ts';

/** Whether there is a database that a restore or a repair set aside; the files of its attachments are in their folder only. */
export function setAsideIn(dataDir: string): boolean {
  return namesIn(join(dataDir, 'backups')).some((name) => /^tutee-before-(?:restore|repair)-/.test(name));
}
