/**
 * The page's only Markdown parser: CommonMark with GitHub's tables, strikethrough, autolinks and footnotes, with
 * formulas, `<br>`, and emphasis next to Chinese, Japanese and Korean punctuation. It works in two steps: first the blocks of a text, then the inline content of a block when it renders.
 */
import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import footnotes from 'markdown-it-footnote';
import type { Env, StateInline, Token as ParserToken } from 'markdown-it';
import { mathRules } from './math/math-rules.ts';
import { nestedFence } from './nested-fence.ts';

/** The token fields that are used. */
export type Token = Pick<
  ParserToken,
  'type' | 'tag' | 'nesting' | 'level' | 'map' | 'attrs' | 'content' | 'info' | 'hidden' | 'children' | 'meta'
>;

/** The target of a link definition. */
export interface Target {
  readonly href: string;
  readonly title: string;
}

/** Definitions, which apply to the whole text. */
export interface Definitions {
  /** By label, as normalized by `normalizeLabel`. */
  readonly links: ReadonlyMap<string, Target>;
  /** Footnote numbers by label, in source order. */
  readonly notes: ReadonlyMap<string, number>;
}

const parser = new MarkdownIt({ html: false, linkify: true });
// Only full addresses become links: "notes.md" is a file, not a site in Moldova.
parser.linkify.set({ fuzzyLink: false, fuzzyIP: false });
parser.use(footnotes);
parser.use(cjkFriendly);
parser.use(mathRules);
parser.use(nestedFence);
parser.inline.ruler.before('autolink', 'line_break', lineBreak);
// The page renders footnotes itself, from their definitions.
parser.core.ruler.disable('footnote_tail');
parser.inline.ruler.disable('footnote_inline');

/** `<br>` is the only HTML that answers need, because table cells have no other line break. */
function lineBreak(state: StateInline, silent: boolean): boolean {
  const tag = /^<br\s{0,3}\/?>/i.exec(state.src.slice(state.pos, state.pos + 9))?.[0];
  if (tag === undefined) return false;
  if (!silent) state.push('hardbreak', 'br', 0);
  state.pos += tag.length;
  return true;
}

/** The block tokens of a text, with lines counted from 0. Inline content is not parsed. */
export function parseBlocks(text: string): { readonly tokens: Token[]; readonly links: Map<string, Target> } {
  const env: Env = { references: {} };
  const tokens: ParserToken[] = [];
  parser.block.parse(text, parser, env, tokens);
  return { tokens, links: new Map(Object.entries(env.references ?? {})) };
}

/** The inline tokens of a block; only definitions with these labels are resolved. */
export function parseInline(text: string, labels: readonly string[], { links, notes }: Definitions): Token[] {
  const references = labels.flatMap((label) => {
    const target = links.get(label);
    return target === undefined ? [] : [[label, target] as const];
  });
  const refs = labels.flatMap((label) => (notes.has(label) ? [[`:${label}`, -1] as const] : []));
  const env: Env = {
    references: Object.fromEntries(references),
    footnotes: { refs: Object.fromEntries(refs) },
  };
  return parser.parseInline(text, env)[0]?.children ?? [];
}

/** Normalizes a link label for comparison: ignores case and spacing. */
export function normalizeLabel(label: string): string {
  return parser.utils.normalizeReference(label);
}
