/** The top-level blocks of a text, from the parser's tokens. */
import { referenceLabels } from './reference-labels.ts';
import type { Target, Token } from './parser.ts';
import { parseBlocks } from './parser.ts';

/** The class of a list that continues the previous one. */
const continued: [string, string] = ['class', 'list-continued'];
/** Longer lists are split into segments of this many items. */
const SEGMENT_ITEMS = 40;

export interface Block {
  /** Its offset in the text, in UTF-16 units. */
  readonly start: number;
  /** Its lines, without trailing blank ones. */
  readonly source: string;
  /** What its lines alone do not determine: whether its list is loose, its start number, and the end of open code. */
  readonly form: string;
  readonly tokens: readonly Token[];
  /** Labels it may refer to; see `referenceLabels`. */
  readonly labels: readonly string[];
}

/** A parsed top-level node: a block, or a definition, which is not rendered. */
export interface TopLevelNode {
  readonly start: number;
  readonly blocks: readonly Block[];
  readonly links: ReadonlyMap<string, Target>;
  /** Labels of the footnotes defined in it. */
  readonly notes: readonly string[];
}

/** Parses a text, or the part of one that begins with a block at the offset `from`. */
export function parseTopLevel(text: string, from: number): TopLevelNode[] {
  const { tokens, links } = parseBlocks(text);
  const lines = lineStarts(text);
  const groups = groupTopLevel(tokens);
  return groups.map((group, index) => {
    const end = groups[index + 1]?.line ?? lines.length;
    const range: GroupRange = { text, lines, from, end };
    const segments = group.tokens[0]?.type === 'reference_definition' ? [] : listSegments(group.tokens);
    return {
      start: from + (lines[group.line] ?? 0),
      blocks: segments.map((segment, at) => blockOf(segment, segments[at + 1], range, group.line)),
      links: linksDefinedIn(group.tokens, links),
      notes: group.tokens.flatMap(({ type, meta }) =>
        type === 'footnote_reference_open' ? [String(meta?.['label'])] : [],
      ),
    };
  });
}

interface Group {
  readonly line: number;
  readonly tokens: readonly Token[];
}

/** An empty footnote has no line; it stays with the node before it. */
function groupTopLevel(tokens: readonly Token[]): Group[] {
  const groups: { line: number; tokens: Token[] }[] = [];
  let depth = 0;
  let open: Token[] = [];
  for (const token of tokens) {
    open.push(token);
    depth += token.nesting;
    if (depth > 0) continue;
    const line = open.find(({ map }) => map !== null)?.map?.[0];
    const last = groups.at(-1);
    if (line !== undefined || last === undefined) groups.push({ line: line ?? 0, tokens: open });
    else last.tokens.push(...open);
    open = [];
  }
  return groups;
}

interface GroupRange {
  readonly text: string;
  readonly lines: readonly number[];
  readonly from: number;
  /** The line after the group. */
  readonly end: number;
}

function blockOf(
  { line, tokens, form }: Segment,
  next: Segment | undefined,
  { text, lines, from, end }: GroupRange,
  groupLine: number,
): Block {
  const start = lines[line ?? groupLine] ?? 0;
  const source = text.slice(start, lines[next?.line ?? end] ?? text.length).trimEnd();
  const labels = referenceLabels(source);
  return { start: from + start, source, form: `${form}${openCode(tokens)}`, tokens, labels };
}

/** Code whose fence is still open holds the line ends that the block's own lines leave out. */
function openCode(tokens: readonly Token[]): string {
  const code = tokens.findLast(({ type }) => type === 'fence' || type === 'code_block');
  return code === undefined ? '' : ` ${code.content.length}`;
}

interface Segment {
  /** Null: at the start of its group. */
  readonly line: number | null;
  readonly tokens: readonly Token[];
  readonly form: string;
}

/** Splits a long list into segments with continued numbering; other blocks stay whole. */
function listSegments(tokens: readonly Token[]): Segment[] {
  const [open] = tokens;
  const close = tokens.at(-1);
  const whole = { line: null, tokens, form: '' };
  if (open === undefined || close === undefined || !/^(?:bullet|ordered)_list_open$/.test(open.type)) {
    return [whole];
  }
  const items = tokens.flatMap(({ type, level }, at) =>
    type === 'list_item_open' && level === open.level + 1 ? [at] : [],
  );
  const first = Number(new Map(open.attrs).get('start') ?? 1);
  const tight = tokens.some(({ type, hidden }) => type === 'paragraph_open' && hidden) ? 'tight' : 'loose';
  const segments: Segment[] = [];
  for (let item = 0; item < items.length; item += SEGMENT_ITEMS) {
    const from = items[item] ?? 0;
    const to = items[item + SEGMENT_ITEMS] ?? tokens.length - 1;
    const counting: Token = { ...open, attrs: [['start', first + item], ...(item === 0 ? [] : [continued])] };
    segments.push({
      line: item === 0 ? null : (tokens[from]?.map?.[0] ?? null),
      tokens: [counting, ...tokens.slice(from, to), close],
      form: `${tight} ${first + item}`,
    });
  }
  return segments.length === 0 ? [whole] : segments;
}

function linksDefinedIn(
  tokens: readonly Token[],
  links: ReadonlyMap<string, Target>,
): ReadonlyMap<string, Target> {
  const labels = tokens.flatMap(({ type, meta }) =>
    type === 'reference_definition' ? [String(meta?.['label'])] : [],
  );
  return new Map(
    labels.flatMap((label) => {
      const target = links.get(label);
      return target === undefined ? [] : [[label, target] as const];
    }),
  );
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
