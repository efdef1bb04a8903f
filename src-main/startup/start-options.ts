import { resolve } from 'node:path';
import { TuteeError } from '#shared/errors.ts';
import { defaultDataFolder } from './data-folder.ts';
import { readEnvironment, type Environment, type EnvironmentSettings } from './environment.ts';
import type { Flags } from './flags.ts';

/** All settings from the command line and the environment, validated. Nothing has been written yet. */
export interface StartOptions extends Omit<EnvironmentSettings, 'dataDir'> {
  /** Absolute; may not exist yet. */
  readonly dataDir: string;
}

/** Flags win over the environment. Throws `bad_setting`. */
export function readStartOptions(flags: Flags, environment: Environment): StartOptions {
  const { dataDir, ...settings } = readEnvironment(environment);
  return { ...settings, dataDir: resolve(flags.dataDir ?? dataDir ?? defaultDataFolder()) };
}

/** What to print after a failed start, and the exit code (2: the user can fix it; 1: a bug in Tutee). */
export function explainFailedStart(error: unknown): { readonly message: string; readonly exitCode: 1 | 2 } {
  if (error instanceof TuteeError && error.code !== 'internal') {
    const detail = error.detail === undefined ? '' : ` (${error.detail})`;
    return { message: `Tutee did not start. ${error.message}${detail}`, exitCode: 2 };
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { message: `Tutee did not start because of a fault of its own: ${reason}`, exitCode: 1 };
}
