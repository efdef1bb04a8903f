import { attachmentLimits } from '#shared/attachments/limits.ts';
import { unreadable } from './file-content.ts';
import type { FileContent } from './file-content.ts';
import { firstCharacters, LimitedText } from './limited-text.ts';

/** Read of a file that is said to be text, in bytes: enough for all characters that are kept. */
const READ_BYTES = attachmentLimits.text * 4;
/** A text holds hardly any control characters. */
const MOST_CONTROLS = 0.005;

/**
 * Plain text of any kind, code and markup too, which is never more than text: in UTF-8, UTF-16 or the old Western code page. Throws
 * `unreadable_file` for anything else.
 */
export function readText(bytes: Uint8Array): FileContent {
  const decoded = decode(bytes.subarray(0, READ_BYTES), bytes.length > READ_BYTES);
  if (decoded === null || controlShare(decoded) > MOST_CONTROLS)
    throw unreadable(
      'This is no kind of file that Tutee reads. It reads images (PNG, JPEG, WebP, GIF), PDF, DOCX, XLSX, CSV, text and code.',
    );
  const text = new LimitedText();
  text.add(decoded);
  const whole = text.toString();
  if (whole === '') throw unreadable('There is nothing but blank space in this file.');
  const cut = text.full || bytes.length > READ_BYTES ? firstCharacters(text.length) : null;
  return { kind: 'text', mediaType: 'text/plain', text: whole, cut };
}

function decode(bytes: Uint8Array, isPart: boolean): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // A part may end within a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isPart });
  } catch {
    return bytes.includes(0) ? null : new TextDecoder('windows-1252').decode(bytes);
  }
}

function controlShare(text: string): number {
  if (text === '') return 0;
  const controls = text.match(
    /[\u0000-\u0008\u000E-\u001A\u001C-\u001F\u007F\u0080-\u0084\u0086-\u009F\uFFFD]/g,
  );
  return (controls?.length ?? 0) / text.length;
}
