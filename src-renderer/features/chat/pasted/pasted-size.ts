/** A longer paste is kept beside the message instead of in the field; in UTF-16 units and lines. */
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
  return `${formatBytes(new Blob([text]).size)}, ${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`;
}

function formatBytes(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The number of lines in a text; counting stops at `most`. */
export function lineCount(text: string, most = Number.POSITIVE_INFINITY): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1 && count < most; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
