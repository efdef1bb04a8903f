import type { MarkdownIt, StateBlock } from 'markdown-it';

/** A fence without its indentation: the marks, and what follows them. */
const FENCE = /^(`{3,})([^`]*)$/;
const MARKDOWN = /^(?:markdown|md|mdx)(?:\s|$)/i;

/**
 * A plug-in for markdown-it: a fence that says it holds Markdown may hold fences of its own. By CommonMark the first bare fence ends it, so that an
 * answer that shows a README falls apart at its first example. Here a fence with a language opens one inside, and the next bare
 * fence closes that one.
 */
export function nestedFence(parser: MarkdownIt): void {
  parser.block.ruler.before('fence', 'nested_fence', rule, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

function rule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const indent = state.sCount[startLine] ?? 0;
  if (indent - state.blkIndent >= 4) return false;
  const [, marks = '', info = ''] = FENCE.exec(textOf(state, startLine)) ?? [];
  if (marks === '' || !MARKDOWN.test(info.trim())) return false;
  if (silent) return true;
  const close = closingLine(state, startLine, endLine, marks);
  state.line = close.found ? close.line + 1 : close.line;
  const token = state.push('fence', 'code', 0);
  token.info = info.trim();
  token.content = state.getLines(startLine + 1, close.line, indent, true);
  token.markup = marks;
  token.map = [startLine, state.line];
  return true;
}

/** The line of the fence that closes it; where there is none, the line after the last of its list, its quotation or the text. */
function closingLine(
  state: StateBlock,
  startLine: number,
  endLine: number,
  marks: string,
): { readonly line: number; readonly found: boolean } {
  let depth = 1;
  for (let line = startLine + 1; line < endLine; line += 1) {
    const text = textOf(state, line);
    const indent = (state.sCount[line] ?? 0) - state.blkIndent;
    if (text !== '' && indent < 0) return { line, found: false };
    const [, inner = '', language = ''] = indent >= 4 ? [] : (FENCE.exec(text) ?? []);
    if (inner.length < marks.length) continue;
    depth += language.trim() === '' ? -1 : 1;
    if (depth === 0) return { line, found: true };
  }
  return { line: endLine, found: false };
}

function textOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
