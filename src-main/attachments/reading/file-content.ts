/** The result of reading a file, and the error if it cannot be read. */
import { TuteeError } from '#shared/errors.ts';
import type { AttachmentKind } from '#shared/attachments/attachment.ts';

export interface FileContent {
  readonly kind: AttachmentKind;
  readonly mediaType: string;
  /** Empty for an image. */
  readonly text: string;
  /** What was left out, in words; null: nothing. */
  readonly cut: string | null;
  /** Its pages or sheets, where it has any. */
  readonly parts?: readonly FilePart[];
}

/** A page of a PDF, or a sheet of a spreadsheet as CSV. */
export interface FilePart {
  /** The number of the page, from 1, or the name of the sheet. */
  readonly name: string;
  readonly text: string;
}

/**
 * The error for a file that cannot be read.
 * @param why the reason as a sentence
 */
export function unreadable(why: string, cause?: unknown): TuteeError {
  return new TuteeError('unreadable_file', why, {
    cause,
    detail: cause instanceof Error ? cause.message.slice(0, 300) : undefined,
  });
}
