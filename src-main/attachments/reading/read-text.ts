import { attachmentLimits } from '#shared/attachments/limits.ts';
import { unreadable } from './file-content.ts';
import type { FileContent } from './file-content.ts';
import { firstCharacters, LimitedText } from './limited-text.ts';

/** The number of bytes that are read of a text file: enough for all characters that are kept. */
const READ_BYTES = attachmentLimits.text * 4;
/** The maximum share of control characters in a text. */
const MOST_CONTROLS = 0.005;

/** Plain text of any kind, including code and markup, in UTF-8, UTF-16 or Windows-1252. Throws `unreadable_file` for anything else. */
export function readText(bytes: Uint8Array): FileContent {
  const decoded = decodedText(bytes, READ_BYTES);
  if (decoded === null)
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

/** The text in the first bytes of a file, in whichever encoding; null when it is no text. */
export function decodedText(bytes: Uint8Array, most: number): string | null {
  const decoded = decode(bytes.subarray(0, most), bytes.length > most);
  return decoded === null || controlShare(decoded) > MOST_CONTROLS ? null : decoded;
}

function decode(bytes: Uint8Array, isPart: boolean): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // The bytes may end within a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isPart });
  } catch {
    return bytes.includes(0) ? null : new TextDecoder('windows-1252').decode(bytes);
  }
}

function controlShare(text: string): number {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) if (isControl(text.charCodeAt(at))) controls += 1;
  return text === '' ? 0 : controls / text.length;
}

/**
 * True for control characters except white space and the escape character, which terminal logs contain, and for bytes that could not be
 * decoded.
 */
function isControl(code: number): boolean {
  if (code >= 0x20) return (code >= 0x7f && code <= 0x9f && code !== 0x85) || code === 0xff_fd;
  return !(code >= 0x09 && code <= 0x0d) && code !== 0x1b;
}
