/** A longer paste is kept beside the message instead of in the field; in UTF-16 units and lines. */
import { formatBytes } from '../../../ui/format/format-bytes.ts';
import { tCount } from '../../../language/translate.ts';
const LONG_UNITS = 4_000;
const LONG_LINES = 60;
/** Longer texts are not inserted into a field, which would lay all of it out at every key press. */
export const FIELD_UNITS = 20_000;

export function isLongPaste(text: string): boolean {
  return text.length > LONG_UNITS || lineCount(text, LONG_LINES + 1) > LONG_LINES;
}

/** "1.0 MB, 20,000 lines" */
export function formatPasteSize(text: string): string {
  const lines = lineCount(text);
  return tCount(lines, '{{size}}, {{count}} line', '{{size}}, {{count}} lines', {
    size: formatBytes(new Blob([text]).size),
  });
}

/** The number of lines in a text; counting stops at `most`. */
export function lineCount(text: string, most = Number.POSITIVE_INFINITY): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1 && count < most; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
