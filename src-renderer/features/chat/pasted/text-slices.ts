/** About how much of a text stands in one element, in UTF-16 units: the browser lays out those that are in sight. */
const SLICE = 4_000;

/** A long text in pieces that end with a line, or, where a line is longer than a piece, between two characters. */
export function textSlices(text: string): string[] {
  const slices: string[] = [];
  for (let from = 0; from < text.length;) {
    const to = sliceEnd(text, from);
    slices.push(text.slice(from, to));
    from = to;
  }
  return slices;
}

function sliceEnd(text: string, from: number): number {
  const most = from + SLICE;
  if (most >= text.length) return text.length;
  const line = text.lastIndexOf('\n', most - 1);
  if (line >= from) return line + 1;
  // Not between the halves of a character.
  const code = text.charCodeAt(most);
  return code >= 0xdc_00 && code <= 0xdf_ff ? most + 1 : most;
}
