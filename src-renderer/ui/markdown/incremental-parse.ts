/**
 * Parses a Markdown text incrementally. The start of a top-level block finishes the one before it, so a growing text,
 * or a long one parsed in slices, is parsed again only from its last block. Link definitions and footnotes apply to
 * the whole text and are kept separately. Pure.
 */
import type { Block } from './blocks.ts';
import { parseTopLevel } from './blocks.ts';
import type { Definitions, Target } from './parser.ts';

/** How much is parsed per step, in UTF-16 units; for a longer block the next step doubles it. */
export const SLICE = 12_000;

interface Parsed {
  readonly blocks: readonly Block[];
  readonly definitions: Definitions;
}

export interface ParsedText extends Parsed {
  readonly text: string;
  /** How far it is parsed; equals the length of the text when done. */
  readonly to: number;
  /** What further text cannot change: everything before the last block, which begins at `end`. */
  readonly settled: Parsed & { readonly end: number };
}

const nothing: Parsed = { blocks: [], definitions: { links: new Map(), notes: new Map() } };

/** A text before parsing. */
export function unparsed(text: string): ParsedText {
  return { ...nothing, text: normalizeLineEnds(text), to: 0, settled: { ...nothing, end: 0 } };
}

export function isParsed({ text, to }: ParsedText): boolean {
  return to >= text.length;
}

/** The state for a text that has grown or changed. */
export function withText(parsed: ParsedText, next: string): ParsedText {
  const text = normalizeLineEnds(next);
  const kept = parsed.text.slice(0, parsed.settled.end);
  if (!text.startsWith(kept)) return unparsed(text);
  return {
    ...parsed,
    text,
    to: Math.min(parsed.to, text.length) === text.length ? parsed.settled.end : parsed.to,
  };
}

/** Parses the next slice. */
export function parseNext(parsed: ParsedText): ParsedText {
  if (isParsed(parsed)) return parsed;
  const { text, settled } = parsed;
  const reached = Math.max(parsed.to, settled.end);
  const to = lineEnd(text, reached + Math.max(SLICE, reached - settled.end));
  const nodes = parseTopLevel(text.slice(settled.end, to), settled.end);
  const known = new Map(parsed.blocks.slice(settled.blocks.length).map((block) => [block.start, block]));
  const reused = nodes.map((node) => ({
    ...node,
    blocks: node.blocks.map((block) => reuseIfUnchanged(known.get(block.start), block)),
  }));
  const settledNow = appendNodes(settled, reused.slice(0, -1));
  return {
    ...appendNodes(settledNow, reused.slice(-1)),
    text,
    to,
    settled: { ...settledNow, end: nodes.at(-1)?.start ?? settled.end },
  };
}

/** Parses the text, or what was added to it, to the end. */
export function parseAll(parsed: ParsedText): ParsedText {
  let all = parsed;
  while (!isParsed(all)) all = parseNext(all);
  return all;
}

/** Keeps the identity of an unchanged block, so that it does not render again. */
function reuseIfUnchanged(known: Block | undefined, block: Block): Block {
  return known?.source === block.source && known.form === block.form ? known : block;
}

function appendNodes(parsed: Parsed, nodes: ReturnType<typeof parseTopLevel>): Parsed {
  if (nodes.length === 0) return parsed;
  const links = nodes.flatMap((node) => [...node.links]);
  const notes = nodes.flatMap((node) => node.notes);
  return {
    blocks: [...parsed.blocks, ...nodes.flatMap(({ blocks }) => blocks)],
    definitions:
      links.length + notes.length === 0
        ? parsed.definitions
        : {
            links: withFirstDefinitions(parsed.definitions.links, links),
            notes: withNumbers(parsed.definitions.notes, notes),
          },
  };
}

function withFirstDefinitions(
  known: ReadonlyMap<string, Target>,
  more: readonly (readonly [string, Target])[],
): ReadonlyMap<string, Target> {
  const links = new Map(known);
  for (const [label, target] of more) if (!links.has(label)) links.set(label, target);
  return links;
}

function withNumbers(
  known: ReadonlyMap<string, number>,
  more: readonly string[],
): ReadonlyMap<string, number> {
  const notes = new Map(known);
  for (const label of more) if (!notes.has(label)) notes.set(label, notes.size + 1);
  return notes;
}

function lineEnd(text: string, from: number): number {
  if (from >= text.length) return text.length;
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at + 1;
}

/** The parser expects `\n` line ends and no NUL. */
function normalizeLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD');
}
