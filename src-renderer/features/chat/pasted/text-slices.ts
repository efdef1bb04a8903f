/** About how much text one element holds, in UTF-16 units; the browser lays out only the visible ones. */
const SLICE = 4_000;

/** Cuts a long text into slices at line ends, or between characters when a line is longer than a slice. */
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
  // Do not split a surrogate pair.
  const code = text.charCodeAt(most);
  return code >= 0xdc_00 && code <= 0xdf_ff ? most + 1 : most;
}
