/** What the app says of itself: to the page, and to the console when something fails. */
import type { AppInfo } from '#shared/contract/app.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ModelDirectory } from '../models/directory/model-directory.ts';
import type { AppOptions } from '../shells/app.ts';

export function appInfo(options: AppOptions, directory: ModelDirectory, notices: readonly string[]): AppInfo {
  const { version, shell, shellReason, dataDir } = options;
  const model = directory.status();
  return {
    name: 'Tutee',
    version,
    shell,
    shellReason,
    platform: process.platform,
    dataDir,
    model,
    keyProtection: options.secrets.protection,
    notices: [...notices],
  };
}

/** Logs to the console, as long as there is no log file. Failures contain no message text and no key. */
export function logFailureOf(part: string): (thrown: unknown) => void {
  return (thrown) => {
    // A deliberate stop is not a failure.
    if (thrown instanceof TuteeError && thrown.code === 'cancelled') return;
    console.error(`Tutee, ${part}:`, thrown);
  };
}
