import type { ErrorData } from '../../../../shared/errors.ts';

/** An import or export failure, shown in place. */
export function TransferFailure({ error }: { readonly error: ErrorData | null }) {
  return error === null ? null : (
    <p role="alert" className="form-error">
      {error.message}
    </p>
  );
}
