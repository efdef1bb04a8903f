/** Escapes texts for a Markdown list, so that they stay readable and can be read back unchanged. */

/** Characters with a meaning in Markdown at the start of a line. */
const bulletOrHeading = /^(\s*)([-*+#>])/;
const numbered = /^(\s*\d+)([.)])/;

/** Escapes a text of several lines; further lines are indented to belong to the same list item. */
export function escapeBlock(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line, index) => {
      const safe = escapeInline(line).replace(bulletOrHeading, '$1\\$2').replace(numbered, '$1\\$2');
      return index === 0 || safe === '' ? safe : indent + safe;
    })
    .join('\n');
}

/** Escapes a text into a single line. */
export function escapeLine(text: string): string {
  return escapeInline(text).replaceAll('\n', '&#10;');
}

function escapeInline(line: string): string {
  return line.replaceAll('\\', '\\\\').replaceAll('&#', '\\&#').replaceAll('\r', '&#13;');
}

export function unescapeText(text: string): string {
  return text.replace(
    /\\([\s\S])|&#(10|13);/gu,
    (_whole, kept: string | undefined, code: string | undefined) =>
      code === undefined ? (kept ?? '') : String.fromCodePoint(Number(code)),
  );
}
