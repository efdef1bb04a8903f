/**
 * Reads a Markdown text step by step. Every top-level block but the last is closed for good by the one after it, so a text
 * that grows, or a long one that is read in slices, is read again only from its last block on. Link definitions and
 * footnotes count for the whole text and are kept apart. Values in, values out.
 */
import type { Block } from './blocks.ts';
import { readBlocks } from './blocks.ts';
import type { Definitions, Target } from './parser.ts';

/** How much is read in one step, in UTF-16 units; a block that is longer takes as much again in the next. */
export const SLICE = 12_000;

interface Read {
  readonly blocks: readonly Block[];
  readonly definitions: Definitions;
}

export interface ReadText extends Read {
  readonly text: string;
  /** How far it is read; everything is when this is the length of the text. */
  readonly to: number;
  /** What no further text can change: everything before the last block, which begins at `end`. */
  readonly settled: Read & { readonly end: number };
}

const nothing: Read = { blocks: [], definitions: { links: new Map(), notes: new Map() } };

/** A text of which nothing is read yet. */
export function unread(text: string): ReadText {
  return { ...nothing, text: withPlainLines(text), to: 0, settled: { ...nothing, end: 0 } };
}

export function isRead({ text, to }: ReadText): boolean {
  return to >= text.length;
}

/** The same reading for a text that has grown, or was changed. */
export function withText(read: ReadText, next: string): ReadText {
  const text = withPlainLines(next);
  const kept = read.text.slice(0, read.settled.end);
  if (!text.startsWith(kept)) return unread(text);
  return { ...read, text, to: Math.min(read.to, text.length) === text.length ? read.settled.end : read.to };
}

/** Reads the next slice. */
export function readOn(read: ReadText): ReadText {
  if (isRead(read)) return read;
  const { text, settled } = read;
  const reached = Math.max(read.to, settled.end);
  const to = lineEnd(text, reached + Math.max(SLICE, reached - settled.end));
  const readings = readBlocks(text.slice(settled.end, to), settled.end);
  const known = new Map(read.blocks.slice(settled.blocks.length).map((block) => [block.start, block]));
  const steady = readings.map((reading) => ({
    ...reading,
    blocks: reading.blocks.map((block) => sameAs(known.get(block.start), block)),
  }));
  const nowSettled = added(settled, steady.slice(0, -1));
  return {
    ...added(nowSettled, steady.slice(-1)),
    text,
    to,
    settled: { ...nowSettled, end: readings.at(-1)?.start ?? settled.end },
  };
}

/** Reads a text, or what it has grown by, to its end. */
export function readAll(read: ReadText): ReadText {
  let all = read;
  while (!isRead(all)) all = readOn(all);
  return all;
}

/** The block as it is known, where it did not change: what is drawn of it stays. */
function sameAs(known: Block | undefined, block: Block): Block {
  return known?.source === block.source && known.form === block.form ? known : block;
}

function added(read: Read, readings: ReturnType<typeof readBlocks>): Read {
  if (readings.length === 0) return read;
  const links = readings.flatMap((reading) => [...reading.links]);
  const notes = readings.flatMap((reading) => reading.notes);
  return {
    blocks: [...read.blocks, ...readings.flatMap(({ blocks }) => blocks)],
    definitions:
      links.length + notes.length === 0
        ? read.definitions
        : {
            links: firstOfEach(read.definitions.links, links),
            notes: numbered(read.definitions.notes, notes),
          },
  };
}

function firstOfEach(
  known: ReadonlyMap<string, Target>,
  more: readonly (readonly [string, Target])[],
): ReadonlyMap<string, Target> {
  const links = new Map(known);
  for (const [label, target] of more) if (!links.has(label)) links.set(label, target);
  return links;
}

function numbered(known: ReadonlyMap<string, number>, more: readonly string[]): ReadonlyMap<string, number> {
  const notes = new Map(known);
  for (const label of more) if (!notes.has(label)) notes.set(label, notes.size + 1);
  return notes;
}

function lineEnd(text: string, from: number): number {
  if (from >= text.length) return text.length;
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at + 1;
}

/** The parser knows one kind of line end, and no NUL. */
function withPlainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD');
}
