/** Finds failures that servers report within an answer of status 200. */
import { readFailureValue } from './failure-body.ts';
import { firstOf, isRecord } from './json-value.ts';
import { ServerFailure } from './server-failure.ts';

/** The failure that a chunk or a whole answer reports; null if it reports none. Empty error fields count as none. */
export function failureInAnswer(value: unknown): ServerFailure | null {
  if (Array.isArray(value)) return value.length === 1 ? failureInAnswer(value[0]) : null;
  if (!isRecord(value)) return null;
  const choice = firstOf(value['choices']);
  if (isRecord(choice) && tells(choice['error'])) return failureOf(choice['error']);
  if (tells(value['error'])) return failureOf(value);
  if (isRecord(choice)) return null;
  return isFailure(value) ? failureOf(value) : null;
}

/** The failure for a body that only a person can understand. */
export function failureOf(value: unknown): ServerFailure {
  return new ServerFailure(readFailureValue(value), null);
}

/** Whether an error field means anything: some servers send `{}`, `""`, `false` or a code of 0 with every chunk. */
function tells(error: unknown): boolean {
  if (typeof error === 'string') return error.trim() !== '';
  if (error === true) return true;
  if (!isRecord(error)) return Array.isArray(error) && error.some(tells);
  return Object.values(error).some((part) =>
    typeof part === 'number' ? part >= 400 : typeof part === 'object' ? tells(part) : tells(part),
  );
}

function isFailure(value: Record<string, unknown>): boolean {
  const { object, errors, detail, success, status, type } = value;
  if (object === 'error' || type === 'error' || success === false) return true;
  if (Array.isArray(errors) && errors.length > 0) return true;
  if (status === 'error' || status === 'fail' || status === 'failed') return true;
  if (typeof detail === 'string' && detail !== '') return true;
  if (['base_resp', 'header', 'meta', 'status'].some((name) => isRefusingHeader(value[name]))) return true;
  const code = Number(value['error_code'] ?? value['code'] ?? 0);
  const says = value['error_msg'] ?? value['msg'] ?? value['message'];
  return typeof says === 'string' && says !== '' && (code >= 400 || value['error_code'] !== undefined);
}

/** The part of an answer in which some services say how it went: a code that is neither 0 nor a success, and words. */
function isRefusingHeader(header: unknown): boolean {
  if (!isRecord(header)) return false;
  const code = header['status_code'] ?? header['code'];
  const says = header['status_msg'] ?? header['message'] ?? header['msg'];
  return typeof code === 'number' && code !== 0 && (code < 200 || code >= 300) && typeof says === 'string';
}
