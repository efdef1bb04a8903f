/**
 * Formulas in Markdown: inline `$…$` and `\(…\)`; `$$…$$` and `\[…\]` inline or as a block. A dollar sign is far more often a price or a
 * shell variable, so text between two of them must look like a formula.
 */
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/** Longer text between two dollar signs is not an inline formula, in UTF-16 units. */
const MAX_INLINE = 2_000;

/** Characters that formulas contain and prose between dollar signs or escaped brackets does not. */
const TEX_SIGN = /[\\^_=<>+*{}|]/;
const LONG_WORD = /\p{L}{3}/u;
const WORD_BESIDE_SPACE = /\p{L}{2}\s|\s\p{L}{2}/u;

interface Delimiters {
  readonly open: string;
  readonly close: string;
  /** Whether it is a display formula. */
  readonly display: boolean;
}

const delimiters: readonly Delimiters[] = [
  { open: '$$', close: '$$', display: true },
  { open: '$', close: '$', display: false },
  { open: '\\(', close: '\\)', display: false },
  { open: '\\[', close: '\\]', display: true },
];
const blockDelimiters = delimiters.filter(({ display }) => display);

/** A plug-in for markdown-it: tokens `math_inline` (`meta.display`) and `math_block`, whose content is the formula. */
export function mathRules(parser: MarkdownIt): void {
  parser.inline.ruler.before('escape', 'math_inline', mathInline);
  parser.block.ruler.before('fence', 'math_block', mathBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

function mathInline(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const used = delimiters.find(({ open }) => src.startsWith(open, pos));
  if (used === undefined) return false;
  const from = pos + used.open.length;
  const end = closingAt(state, from, used);
  if (end === -1 || end - from > MAX_INLINE) return false;
  const content = src.slice(from, end);
  if (!isFormula(content, used, src[pos - 1] ?? '', src[end + used.close.length] ?? '')) return false;
  if (!silent) {
    const token = state.push('math_inline', 'math', 0);
    token.content = content.trim();
    token.markup = used.open;
    token.meta = { display: used.display };
  }
  state.pos = end + used.close.length;
  return true;
}

/** The last closing sign found for each delimiter; a search that starts before it has the same result. */
const searched = new WeakMap<StateInline, Map<string, { readonly from: number; readonly at: number }>>();

/** The index at which the formula from `from` is closed; -1: it is not. All searches in a text together take linear time. */
function closingAt(state: StateInline, from: number, { close }: Delimiters): number {
  const known = searched.get(state) ?? new Map<string, { from: number; at: number }>();
  searched.set(state, known);
  const last = known.get(close);
  if (last !== undefined && from >= last.from && (last.at === -1 || from <= last.at)) return last.at;
  const at = nextUnescaped(state.src, from, close);
  known.set(close, { from, at });
  return at;
}

function nextUnescaped(src: string, from: number, sign: string): number {
  for (let at = from; at < src.length; at += 1) {
    if (src.startsWith(sign, at)) return at;
    if (src[at] === '\\') at += 1;
  }
  return -1;
}

function isFormula(content: string, { open, display }: Delimiters, before: string, after: string): boolean {
  if (content.trim() === '') return false;
  if (open === '$') {
    const attached = /[\p{L}\p{N}$\\]/u.test(before) || /[\p{L}\p{N}$]/u.test(after);
    return !attached && !/^\s|\s$/.test(content) && !isProse(content);
  }
  if (open === '$$') return true;
  // Escaped brackets around words, or around a citation number, are just brackets.
  const looksLikeText = isProse(content) || (!TEX_SIGN.test(content) && LONG_WORD.test(content));
  return !looksLikeText && !(display && (/^\s*\d+\s*$/.test(content) || /[\p{L}\p{N}\])]/u.test(before)));
}

/** Whether it contains consecutive words and nothing specific to formulas. */
function isProse(content: string): boolean {
  return !TEX_SIGN.test(content) && WORD_BESIDE_SPACE.test(content);
}

/**
 * A block that begins with `$$` or `\[` at the start of a line and ends with the closing sign at the end of one. A blank line also ends it:
 * without a closing sign it is a paragraph, so that nothing before the blank line depends on what follows.
 */
function mathBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineOf(state, startLine);
  const used = blockDelimiters.find(({ open }) => first.startsWith(open));
  if (used === undefined) return false;
  const rest = first.slice(used.open.length);
  const closed = rest.indexOf(used.close);
  let whole = endsWith(rest, used.close) && closed === withoutEnd(rest, used.close).length;
  // Closed within its line, with words after it: part of a paragraph.
  if (closed !== -1 && !whole) return false;
  if (silent) return true;
  let next = startLine + 1;
  const lines = [whole ? withoutEnd(rest, used.close) : rest];
  while (!whole && next < endLine && !state.isEmpty(next) && (state.sCount[next] ?? 0) >= state.blkIndent) {
    const line = lineOf(state, next);
    whole = endsWith(line, used.close);
    lines.push(whole ? withoutEnd(line, used.close) : line);
    next += 1;
  }
  const content = lines.join('\n').trim();
  state.line = next;
  if (whole && isFormula(content, used, '', '')) {
    const token = state.push('math_block', 'math', 0);
    token.content = content;
    token.markup = used.open;
    token.map = [startLine, next];
  } else pushParagraph(state, startLine, next);
  return true;
}

function lineOf(state: StateBlock, line: number): string {
  const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(from, state.eMarks[line] ?? from);
}

/** Whether a line ends with the closing sign, optionally followed by a comma or a full stop. */
function endsWith(line: string, close: string): boolean {
  return withoutPunctuation(line).endsWith(close);
}

function withoutEnd(line: string, close: string): string {
  return withoutPunctuation(line).slice(0, -close.length);
}

function withoutPunctuation(line: string): string {
  const text = line.trimEnd();
  return '.,;:'.includes(text.at(-1) ?? ' ') ? text.slice(0, -1).trimEnd() : text;
}

function pushParagraph(state: StateBlock, startLine: number, nextLine: number): void {
  const map: [number, number] = [startLine, nextLine];
  state.push('paragraph_open', 'p', 1).map = map;
  const inline = state.push('inline', '', 0);
  inline.content = state.getLines(startLine, nextLine, state.blkIndent, false).trim();
  inline.map = map;
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
}
