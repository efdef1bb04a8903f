/**
 * Cuts Markdown into top-level blocks, so that while an answer grows only its last block is parsed and drawn again.
 * A cut is made only where no construct can reach across it; when in doubt, the blocks stay together.
 */

export type Block =
  | { readonly type: 'markdown'; readonly text: string }
  /** A fenced code block; `lang` is its first word, empty when none was given. */
  | { readonly type: 'code'; readonly lang: string; readonly text: string };

const FENCE = /^( {0,3})(`{3,}|~{3,})/;
const LIST_ITEM = /^ {0,3}([-*+]|\d{1,9}[.)])(\s|$)/;
/** A link definition or footnote counts for the whole text. */
const REACHES_FAR = /^ {0,3}\[[^[\]]+\]:/m;

interface Fence {
  readonly indent: number;
  readonly mark: string;
  readonly lang: string;
  readonly lines: string[];
}

export function splitBlocks(markdown: string): Block[] {
  if (REACHES_FAR.test(markdown)) return [{ type: 'markdown', text: markdown }];
  const blocks: Block[] = [];
  let lines: string[] = [];
  let fence: Fence | null = null;

  const endMarkdown = (): void => {
    const text = lines.join('\n').trimEnd();
    if (text.trim() !== '') blocks.push({ type: 'markdown', text });
    lines = [];
  };
  const endFence = ({ lang, lines: code }: Fence): void => {
    blocks.push({ type: 'code', lang, text: code.join('\n') });
    fence = null;
  };

  for (const line of markdown.split(/\r?\n/)) {
    if (fence !== null) {
      if (closes(line, fence)) endFence(fence);
      else fence.lines.push(dedent(line, fence.indent));
      continue;
    }
    const opening = openFence(line);
    // An indented fence belongs to the list item before it; one at the margin ends the list.
    if (opening !== null && (opening.indent === 0 || !inList(lines))) {
      endMarkdown();
      fence = opening;
      continue;
    }
    if (beginsBlock(line, lines)) endMarkdown();
    lines.push(line);
  }
  if (fence !== null) endFence(fence);
  endMarkdown();
  return blocks;
}

function openFence(line: string): Fence | null {
  const [match, indent = '', mark = ''] = FENCE.exec(line) ?? [];
  const info = line.slice(match?.length ?? 0).trim();
  if (match === undefined || info.includes('`')) return null;
  return { indent: indent.length, mark, lang: /^\S*/.exec(info)?.[0] ?? '', lines: [] };
}

function dedent(line: string, indent: number): string {
  const spaces = line.length - line.trimStart().length;
  return line.slice(Math.min(spaces, indent));
}

function closes(line: string, { mark }: Fence): boolean {
  const text = line.trim();
  return text.length >= mark.length && text === (mark[0] ?? '`').repeat(text.length);
}

/** Whether a line stands alone after a blank one and cannot belong to what comes before. */
function beginsBlock(line: string, before: readonly string[]): boolean {
  if (line.trim() === '' || before.at(-1)?.trim() !== '' || /^\s/.test(line)) return false;
  return !(inList(before) && LIST_ITEM.test(line));
}

/** Whether the open block is a list, which blank lines do not end. */
function inList(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== '');
  return first !== undefined && LIST_ITEM.test(first);
}
