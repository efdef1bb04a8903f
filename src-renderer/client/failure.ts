import type { ErrorCode } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';

/** A failure that the page itself noticed, in the shape every command's failure has. */
export function failure(code: ErrorCode, message: string): Result<never> {
  return { ok: false, error: { code, fault: 'system', message } };
}
