/** Limits and wording of attachments; apart from the schemas, which the page does not load. */
import { sanitizeName } from '../sanitize-name.ts';
import type { AttachmentKind } from './attachment.ts';

export const attachmentLimits = {
  /** Of one file, in bytes. */
  bytes: 20_000_000,
  /** Of one image, in bytes: services take no larger ones. */
  imageBytes: 10_000_000,
  perMessage: 10,
  /** Of the text of one file, in UTF-16 code units; the rest is cut. */
  text: 400_000,
  name: 120,
} as const;

const kindNames: Readonly<Record<AttachmentKind, string>> = {
  image: 'image',
  pdf: 'PDF',
  document: 'Word document',
  table: 'spreadsheet',
  text: 'text file',
};

export function kindName(kind: AttachmentKind): string {
  return kindNames[kind];
}

/** A name from outside as it is shown: its last part, on one line, without marks that turn text around, not too long. */
export function attachmentName(given: string): string {
  const last = given.slice(-1_000).replaceAll('\\', '/').split('/').at(-1) ?? '';
  const clean = sanitizeName(last).replace(/\s+/gu, ' ');
  const named = /[\p{L}\p{N}]/u.test(clean) ? clean : 'file';
  const characters = Array.from(named);
  if (characters.length <= attachmentLimits.name) return named;
  // The end says of which kind it is.
  const half = Math.floor(attachmentLimits.name / 2);
  return `${characters.slice(0, half).join('')}…${characters.slice(1 - half).join('')}`;
}

/** "1.2 MB" */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Why a file of this size is not taken; null when it is. */
export function sizeFault(name: string, bytes: number): string | null {
  if (bytes <= 0) return `“${name}” is empty.`;
  const most = attachmentLimits.bytes;
  return bytes <= most
    ? null
    : `“${name}” has ${formatBytes(bytes)}; an attachment may have ${formatBytes(most)}. Attach a part of it.`;
}
