import * as z from 'zod';

/** Who caused a failure; the page words and colours it accordingly. */
export const faultSchema = z.enum(['user', 'model', 'system']);
export type Fault = z.infer<typeof faultSchema>;

/** Every error code of the contract with its fault. Codes are stable; messages may change. */
export const errorFaults = {
  invalid_input: 'user',
  unknown_command: 'user',
  not_found: 'user',
  changed_since: 'user',
  busy: 'user',
  not_supported: 'user',
  /** A file is of another kind than Tutee reads, or it is damaged, locked or made to do harm. */
  unreadable_file: 'user',
  unauthorized: 'user',
  bad_setting: 'user',
  already_running: 'user',
  /** The request would contain something private, and the model is not on this machine. */
  private_message: 'user',
  too_long_to_learn: 'user',
  not_said: 'model',
  /** The model failed the check before learning. */
  unfit_to_learn: 'model',
  no_model: 'model',
  no_key: 'model',
  wrong_key: 'model',
  no_such_model: 'model',
  context_too_long: 'model',
  unreachable: 'model',
  timeout: 'model',
  rate_limited: 'model',
  /** The server has more to do than it can; it has been waited for in vain. */
  overloaded: 'model',
  quota_exceeded: 'model',
  /** The server does not serve the person's country. */
  region_not_supported: 'model',
  /** A filter of the server turned the request or its answer down. */
  moderated: 'model',
  /** A page of a firewall, a proxy or a bot check came instead of an answer. */
  blocked: 'model',
  model_loading: 'model',
  out_of_memory: 'model',
  /** The model's chat template, which turns messages into a prompt, refused the request. */
  template_failed: 'model',
  tools_not_supported: 'model',
  images_not_supported: 'model',
  rejected_request: 'model',
  server_failed: 'model',
  malformed_stream: 'model',
  invalid_output: 'model',
  cancelled: 'user',
  database_newer: 'system',
  database_damaged: 'system',
  database_empty: 'system',
  disk_full: 'system',
  folder_unusable: 'system',
  internal: 'system',
} as const satisfies Record<string, Fault>;

export type ErrorCode = keyof typeof errorFaults;
export const errorCodeSchema = z.enum(Object.keys(errorFaults) as [ErrorCode, ...ErrorCode[]]);

/** An error as data: crosses the contract and is stored with a failed message. */
export const errorDataSchema = z.strictObject({
  code: errorCodeSchema,
  fault: faultSchema,
  /**
   * One or two plain sentences: what happened and what to do. For a failure of a model server a second line has its own words:
   * “The server says: …”.
   */
  message: z.string(),
  /** The dotted path of the invalid input field; absent when there is no single one. */
  field: z.string().optional(),
  /** Technical detail for the curious and for diagnostics; never a secret. */
  detail: z.string().optional(),
});
export type ErrorData = z.infer<typeof errorDataSchema>;

export interface ErrorExtras {
  readonly field?: string | undefined;
  readonly detail?: string | undefined;
  readonly cause?: unknown;
}

/** The only error class: has a code, and a message that may be shown to a person. */
export class TuteeError extends Error {
  override readonly name = 'TuteeError';
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.code = code;
    this.field = extras.field;
    this.detail = extras.detail;
  }

  toData(): ErrorData {
    return {
      code: this.code,
      fault: errorFaults[this.code],
      message: this.message,
      ...(this.field === undefined ? {} : { field: this.field }),
      ...(this.detail === undefined ? {} : { detail: this.detail }),
    };
  }
}

/** The message of errors that nobody foresaw. */
export const INTERNAL_MESSAGE = 'Something went wrong inside Tutee. Try again; if it stays, restart Tutee.';

/** Any thrown value as data. Unknown errors become `internal`, with their text as `detail`, never as the message. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof TuteeError) return thrown.toData();
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new TuteeError('internal', INTERNAL_MESSAGE, { detail }).toData();
}

/** Proves at compile time that a union is exhausted; throws when a value does not have its declared type at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
