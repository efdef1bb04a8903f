import type { Block } from './blocks.ts';

/** About how much is rendered together, in UTF-16 units: a few screens. */
const CHUNK = 4_000;

/** Adjacent blocks. Only the last chunk can still change. */
export interface Chunk {
  readonly blocks: readonly Block[];
  readonly units: number;
  readonly lines: number;
}

export function chunksOf(blocks: readonly Block[]): readonly Chunk[] {
  const chunks: { blocks: Block[]; units: number; lines: number }[] = [];
  for (const block of blocks) {
    let last = chunks.at(-1);
    if (last === undefined || last.units >= CHUNK) {
      last = { blocks: [], units: 0, lines: 0 };
      chunks.push(last);
    }
    last.blocks.push(block);
    last.units += block.source.length;
    last.lines += linesOf(block.source);
  }
  return chunks;
}

/** Estimated height in px before rendering; a good estimate keeps the scroll bar steady. */
export function estimatedHeight({ units, lines, blocks }: Chunk): number {
  return Math.round(22 * Math.max(lines, units / 90) + 8 * blocks.length);
}

function linesOf(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
