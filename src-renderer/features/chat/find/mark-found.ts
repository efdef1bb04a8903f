/** Highlights search matches in rendered messages without changing the DOM, with the CSS Custom Highlight API. */
import { hitsIn } from '../../../../shared/text-search.ts';

/** The parts of a message that are searched. */
const CONTENT = '.reasoning-text, .markdown, .message-text, .pasted-text';
/** Text on both sides of one of these is not continuous. */
const BLOCKS = 'p, li, td, th, h1, h2, h3, h4, h5, h6, pre, blockquote, .message-text, .reasoning-text';

/**
 * Highlights all matches in the log.
 * @param words folded; a phrase is one of them
 * @returns the matches in one message, in order
 */
export function markFound(
  log: HTMLElement,
  words: readonly string[],
  messageId: string | null,
): readonly Range[] {
  const items = [...log.querySelectorAll<HTMLElement>('.log-item')];
  const byMessage = items.map((item) => ({
    id: item.dataset['message'],
    ranges: [...item.querySelectorAll(CONTENT)].flatMap((content) => rangesIn(content, words)),
  }));
  CSS.highlights.set('found', new Highlight(...byMessage.flatMap(({ ranges }) => ranges)));
  return byMessage.find(({ id }) => id === messageId)?.ranges ?? [];
}

/** Highlights the current match. */
export function markCurrent(range: Range | undefined): void {
  const highlight = new Highlight(...(range === undefined ? [] : [range]));
  highlight.priority = 1;
  CSS.highlights.set('found-now', highlight);
}

export function unmark(): void {
  CSS.highlights.delete('found');
  CSS.highlights.delete('found-now');
}

interface Piece {
  readonly node: Text;
  /** The offset of its text in the text of the whole. */
  readonly start: number;
}

function rangesIn(content: Element, words: readonly string[]): Range[] {
  const pieces: Piece[] = [];
  let text = '';
  let block: Element | null = null;
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const own = node.parentElement?.closest(BLOCKS) ?? null;
    if (own !== block && text !== '') text += '\n';
    block = own;
    pieces.push({ node: node as Text, start: text.length });
    text += node.textContent ?? '';
  }
  return hitsIn(text, words).flatMap(({ start, end }) => {
    const first = pieces.findLast((piece) => piece.start <= start);
    const last = pieces.findLast((piece) => piece.start < end);
    if (first === undefined || last === undefined) return [];
    const range = document.createRange();
    range.setStart(first.node, Math.min(first.node.length, start - first.start));
    range.setEnd(last.node, Math.min(last.node.length, end - last.start));
    return [range];
  });
}
