/** The lines, paragraphs, pages and rows of files of each kind, for passages.ts. */
import type { FileContent } from '../../attachments/reading/file-content.ts';
import { passagesOf } from './passages.ts';
import type { Passage, Piece } from './passages.ts';

const MARKDOWN = /\.(?:md|markdown|mdx|qmd|rmd)$/i;
const TABLE = /\.(?:csv|tsv|tab)$/i;
const FENCE = /^ {0,3}(?:```|~~~)/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/;
/** A longer first line is no header of a table. */
const MOST_HEADER = 300;

/** The passages of a text file, with the numbers of its lines. */
export function textPassages(path: string, text: string): Passage[] {
  const lines = text.split('\n');
  const placeOf = (from: number, to: number) => ({ type: 'lines', from, to }) as const;
  if (TABLE.test(path)) return passagesOf(rows(lines), { placeOf, separator: '\n', header: headerOf(lines) });
  return passagesOf(MARKDOWN.test(path) ? markdown(lines) : plain(lines), { placeOf, separator: '\n' });
}

/** The passages of a PDF, Word document or spreadsheet. */
export function documentPassages({ kind, text, parts = [] }: FileContent): Passage[] {
  if (kind === 'pdf')
    return passagesOf(
      parts.flatMap(({ name, text: page }) =>
        page
          .split('\n')
          .map((line, index) => ({ text: line, at: Number(name), starts: index === 0 || /^\s/.test(line) })),
      ),
      { placeOf: (from, to) => ({ type: 'pages', from, to }), separator: '\n' },
    );
  if (kind === 'table')
    return parts.flatMap(({ name, text: sheet }) => {
      const lines = sheet.split('\n');
      return passagesOf(rows(lines), {
        placeOf: (from, to) => ({ type: 'rows', sheet: name, from, to }),
        separator: '\n',
        header: headerOf(lines),
      });
    });
  return passagesOf(
    text.split(/\n{2,}/).map((paragraph, index) => ({ text: paragraph.trim(), at: index + 1, starts: true })),
    { placeOf: (from, to) => ({ type: 'paragraphs', from, to }), separator: '\n\n' },
  );
}

function* plain(lines: readonly string[]): Generator<Piece> {
  let blankBefore = true;
  for (const [index, text] of lines.entries()) {
    const blank = text.trim() === '';
    // In code, a part of a function is no good beginning, and neither is a closing bracket.
    yield { text: text.trimEnd(), at: index + 1, starts: blankBefore && !blank && !/^[\s)\]}]/.test(text) };
    blankBefore = blank;
  }
}

function* markdown(lines: readonly string[]): Generator<Piece> {
  const above: string[] = [];
  let fence: string | null = null;
  let blankBefore = true;
  for (const [index, line] of lines.entries()) {
    const text = line.trimEnd();
    const at = index + 1;
    const mark = FENCE.exec(text)?.[0].trim();
    const inside = fence !== null;
    if (mark !== undefined) fence = fence === null ? mark : fence === mark ? null : fence;
    const [, hashes, title] = (inside ? null : HEADING.exec(text)) ?? [];
    if (hashes !== undefined && title !== undefined) {
      above.length = Math.min(above.length, hashes.length - 1);
      above[hashes.length - 1] = title.replace(/[ \t]#+$/, '').trim();
      yield { text, at, starts: true, heading: above.filter((one) => one !== '').join(' › ') };
    } else yield { text, at, starts: !inside && blankBefore && text !== '' };
    blankBefore = text === '';
  }
}

function* rows(lines: readonly string[]): Generator<Piece> {
  for (const [index, text] of lines.entries()) yield { text: text.trimEnd(), at: index + 1, starts: true };
}

function headerOf(lines: readonly string[]): string {
  const first = (lines[0] ?? '').trim();
  return first.length > MOST_HEADER ? '' : first;
}
