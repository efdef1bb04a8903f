import type { ArrayChange, diffArrays } from 'diff';
import type { DiffLine } from '#shared/tools/file-change.ts';
import { isWindows } from './plan-change.ts';

/** How many unchanged lines are shown around a change. */
const AROUND = 3;
const MOST_LINES = 2_000;
const LONGEST_LINE = 1_000;
/** A comparison that would need more steps takes too long: everything is then shown as replaced. */
const MOST_EDITS = 1_000;

export interface LineDiff {
  /** In order; the unchanged ones away from changes are left out as a gap. */
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
  /** True: there are more lines than are shown. */
  readonly cut: boolean;
}

/** The lines that differ. @param before null: there was no file */
export async function diffLines(before: string | null, after: string): Promise<LineDiff> {
  const { diffArrays: compare } = await import('diff');
  // Endings that stay as they are would show as odd characters.
  const [old, next] =
    before !== null && isWindows(before) && isWindows(after)
      ? [before.replaceAll('\r\n', '\n'), after.replaceAll('\r\n', '\n')]
      : [before ?? '', after];
  const [from, to] = [linesOf(old), linesOf(next)];
  const parts = (await comparison(compare, from, to)) ?? [
    { value: from, added: false, removed: true },
    { value: to, added: true, removed: false },
  ];
  const all = parts.flatMap(({ value, added, removed }) =>
    value.map((text): DiffLine => ({
      type: added ? 'added' : removed ? 'removed' : 'same',
      text: cut(text),
    })),
  );
  const lines = withGaps(all);
  return {
    lines: lines.slice(0, MOST_LINES),
    added: all.filter(({ type }) => type === 'added').length,
    removed: all.filter(({ type }) => type === 'removed').length,
    cut: lines.length > MOST_LINES,
  };
}

/** In small steps, between which others go on. Undefined: it would take too many. */
function comparison(
  compare: typeof diffArrays,
  from: string[],
  to: string[],
): Promise<ArrayChange<string>[] | undefined> {
  return new Promise((resolve) => {
    compare(from, to, { maxEditLength: MOST_EDITS, callback: resolve });
  });
}

/** The last line end makes no line of its own; that it is missing is a difference. */
function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else lines.push(`${lines.pop() ?? ''}${NO_END}`);
  return lines;
}

/** As `diff` says it. */
const NO_END = '  \\ no line end';

function cut(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE).toWellFormed()}…`;
}

function withGaps(lines: readonly DiffLine[]): DiffLine[] {
  const shown = new Uint8Array(lines.length);
  for (const [index, { type }] of lines.entries())
    if (type !== 'same') shown.fill(1, Math.max(0, index - AROUND), index + AROUND + 1);
  const result: DiffLine[] = [];
  for (const [index, line] of lines.entries()) {
    if (shown[index] === 1) result.push(line);
    else if (result.at(-1)?.type !== 'gap') result.push({ type: 'gap', text: '' });
  }
  return result;
}
