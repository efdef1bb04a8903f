import type { ErrorData } from '../../../../shared/errors.ts';

/** Why something could not be taken in or out, where the eye is. */
export function TransferFailure({ error }: { readonly error: ErrorData | null }) {
  return error === null ? null : (
    <p role="alert" className="form-error">
      {error.message}
    </p>
  );
}
