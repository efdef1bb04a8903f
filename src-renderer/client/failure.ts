import type { ErrorCode } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';

/** A failure detected by the page itself, in the form of a command's failure. */
export function failure(code: ErrorCode, message: string): Result<never> {
  return { ok: false, error: { code, fault: 'system', message } };
}
