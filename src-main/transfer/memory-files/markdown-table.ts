/** Tables in lists of memories, in Markdown. Which column contains the statements is derived from the cells. */

export interface TableRow {
  /** A statement, or "label: value". */
  readonly text: string;
  readonly tags: readonly string[];
}

export type PastedLine = { readonly line: string } | { readonly row: TableRow };

const dashes = /^:?-{2,}:?$/u;
const date = /^[\d\s./:TZ+-]{6,30}$/u;
const number = /^[\d.,%\s-]{1,12}$/u;
const tagHeading = /^(?:tags?|categor(?:y|ies)|types?|kinds?|labels?|topics?|areas?|groups?)$/iu;
const skippedHeading =
  /^(?:dates?|saved|created|updated|times?|when|id|no\.?|nr\.?|#|source|confidence|score)$/iu;
/** The maximum number of words of a cell that is a label. */
const LABEL_WORDS = 3;
const LONGEST_TAG = 40;
const MOST_COLUMNS = 20;

/** The lines of a text with its tables replaced by their rows. A table begins with a line above a line of dashes. */
export function withTables(lines: readonly string[]): PastedLine[] {
  const read: PastedLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const below = lines[at + 1] ?? '';
    if (!line.includes('|') || !below.includes('|') || !cellsOf(below).every((cell) => dashes.test(cell))) {
      read.push({ line });
      continue;
    }
    const body: string[][] = [];
    for (at += 2; (lines[at] ?? '').includes('|'); at += 1) body.push(cellsOf(lines[at] ?? ''));
    at -= 1;
    read.push(...rowsOf(cellsOf(line), body).map((row) => ({ row })));
  }
  return read;
}

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/u, '').replace(/\|$/u, '');
  return inner.split('|', MOST_COLUMNS).map((cell) => cell.replaceAll('**', '').replaceAll('`', '').trim());
}

function rowsOf(heading: readonly string[], body: readonly (readonly string[])[]): TableRow[] {
  const columns = heading.map((name, index) => ({ name, cells: body.map((cells) => cells[index] ?? '') }));
  const told = columns.filter(({ name, cells }) => !skippedHeading.test(name) && !cells.every(isNoText));
  const tagged = told.filter(({ name }) => tagHeading.test(name));
  const said = told.filter((column) => !tagged.includes(column));
  const longest = said.toSorted((a, b) => lengthOf(b.cells) - lengthOf(a.cells))[0];
  if (longest === undefined) return [];
  const others = said.filter((column) => column !== longest);
  const [label] = others;
  const areLabels =
    others.length === 1 && label !== undefined && label.cells.every((cell) => wordsIn(cell) <= LABEL_WORDS);
  const areValues =
    areLabels && longest.cells.every((cell) => wordsIn(cell) <= 2 * LABEL_WORDS && !/[.!?]$/u.test(cell));
  return body.flatMap((_cells, index) => {
    const text = longest.cells[index] ?? '';
    const beside = others.map(({ cells }) => cells[index] ?? '');
    const tags = tagged.flatMap(({ cells }) => (cells[index] ?? '').split(/[,;]/u));
    if (text === '') return [];
    const row = areValues
      ? { text: `${beside[0] ?? ''}: ${text}`, tags }
      : { text, tags: [...tags, ...beside] };
    return [
      {
        ...row,
        tags: row.tags.map((tag) => tag.trim()).filter((tag) => tag !== '' && tag.length <= LONGEST_TAG),
      },
    ];
  });
}

function isNoText(cell: string): boolean {
  return cell === '' || date.test(cell) || number.test(cell);
}

function lengthOf(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.length, 0);
}

function wordsIn(cell: string): number {
  return cell.split(/\s+/u).length;
}
