/** The longest text of a cell. */
const WIDEST = 60;

/** A table of plain text: columns are aligned, and long cells are cut. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(oneLine));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [first = [], ...rest] = cells;
  return [line(first), widths.map((width) => '-'.repeat(width)).join('  '), ...rest.map(line)].join('\n');
}

function oneLine(text: string): string {
  const flat = text.split(/\s+/).join(' ').trim();
  return flat.length > WIDEST ? `${flat.slice(0, WIDEST - 1)}…` : flat;
}
