/**
 * The one Markdown parser of the page: CommonMark with the tables, strikethrough, bare addresses and footnotes of GitHub's.
 * It works in two steps: the blocks of a text, and later, for a block that is rendered, what stands inside its lines.
 */
import MarkdownIt from 'markdown-it';
import footnotes from 'markdown-it-footnote';
import type { Env, Token as ParserToken } from 'markdown-it';

/** What is read of the parser's tokens. */
export type Token = Pick<
  ParserToken,
  'type' | 'tag' | 'nesting' | 'level' | 'map' | 'attrs' | 'content' | 'info' | 'hidden' | 'children' | 'meta'
>;

/** Where a link definition leads. */
export interface Target {
  readonly href: string;
  readonly title: string;
}

/** What is defined in one range of a text and may be referred to in any other. */
export interface Definitions {
  /** By label, as `normalizeLabel` writes it. */
  readonly links: ReadonlyMap<string, Target>;
  /** The numbers of the footnotes by label, in the order in which they are written. */
  readonly notes: ReadonlyMap<string, number>;
}

const parser = new MarkdownIt({ html: false, linkify: true });
// Only whole addresses become links: "notes.md" is a file, not a site in Moldova.
parser.linkify.set({ fuzzyLink: false, fuzzyIP: false });
parser.use(footnotes);
// The page draws footnotes itself, from their definitions.
parser.core.ruler.disable('footnote_tail');
parser.inline.ruler.disable('footnote_inline');

/** The blocks of a text, with lines counted from 0. Nothing inside their lines is read. */
export function parseBlocks(text: string): { readonly tokens: Token[]; readonly links: Map<string, Target> } {
  const env: Env = { references: {} };
  const tokens: ParserToken[] = [];
  parser.block.parse(text, parser, env, tokens);
  return { tokens, links: new Map(Object.entries(env.references ?? {})) };
}

/** What stands inside the lines of a block; of the definitions only those with these labels are looked at. */
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

/** A label of a link as it is compared: without regard to case and spacing. */
export function normalizeLabel(label: string): string {
  return parser.utils.normalizeReference(label);
}
