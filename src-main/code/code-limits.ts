import { TuteeError } from '#shared/errors.ts';

export interface CodeLimits {
  /** For all blocks of one execution, in ms; default 60,000. */
  readonly timeoutMs: number;
  /** Bytes of memory; default 256 MiB. Code on the machine without a sandbox is not limited. */
  readonly memoryBytes: number;
  /** Characters of output that are kept; code that writes more is stopped. Default 100,000. */
  readonly outputCharacters: number;
  /** Bytes of all files in the work folder, for code in WebAssembly; default 50 MiB. */
  readonly fileBytes: number;
}

const MIB = 2 ** 20;
export const usualLimits: CodeLimits = {
  timeoutMs: 60_000,
  memoryBytes: 256 * MIB,
  outputCharacters: 100_000,
  fileBytes: 50 * MIB,
};

/** Throws `invalid_input` with the field for a limit that is not a positive whole number. */
export function checkedLimits(limits: Partial<CodeLimits> = {}): CodeLimits {
  const all = { ...usualLimits, ...limits };
  for (const [name, value] of Object.entries(all)) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new TuteeError(
        'invalid_input',
        `limits.${name} is ${String(value)}. Give a positive whole number.`,
        {
          field: `limits.${name}`,
        },
      );
  }
  return all;
}

/** The exit code of `timeout` and of AutoGen's executors. */
export const TIMED_OUT = 124;

export function timeoutText(timeoutMs: number): string {
  return `It was stopped: it took longer than ${Number((timeoutMs / 1_000).toFixed(1))} seconds.`;
}

export function outputText(most: number): string {
  return `It was stopped: it wrote more than ${most.toLocaleString('en')} characters.`;
}
