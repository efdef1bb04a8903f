/**
 * Vectors made by another program, to measure what the app could do with another model. A folder with `texts.jsonl`, one text
 * per line (JSON strings), and `vectors.f32` with their vectors in that order (little-endian float32). Texts that are not
 * listed get no direction and are added to `missing.jsonl`, so that a first run shows what to list.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Embedder } from '#shared/models/embedder.ts';

const usualDimensions = 384;

export class ListedVectors implements Embedder {
  readonly key: string;
  readonly dimensions: number;
  readonly local = true;
  readonly #vectors = new Map<string, Float32Array>();
  readonly #missing = new Set<string>();
  readonly #missingFile: string;

  /** @param folder its name is the family under which CALIBRATION lists the embedder. */
  constructor(folder: string) {
    this.#missingFile = join(folder, 'missing.jsonl');
    const texts = linesOf(join(folder, 'texts.jsonl'));
    const numbers = numbersOf(join(folder, 'vectors.f32'));
    this.dimensions = texts.length === 0 ? usualDimensions : numbers.length / texts.length;
    this.key = `${basename(folder)}/${this.dimensions}`;
    for (const [index, text] of texts.entries()) {
      const at = index * this.dimensions;
      this.#vectors.set(text, numbers.subarray(at, at + this.dimensions));
    }
  }

  /** How many requested texts are not listed; figures are valid only when it is 0. */
  get missing(): number {
    return this.#missing.size;
  }

  embed(texts: readonly string[]): Promise<Float32Array[]> {
    return Promise.resolve(
      texts.map((text) => {
        const listed = this.#vectors.get(text);
        if (listed === undefined) this.#note(text);
        return listed ?? new Float32Array(this.dimensions);
      }),
    );
  }

  #note(text: string): void {
    if (this.#missing.has(text)) return;
    this.#missing.add(text);
    appendFileSync(this.#missingFile, `${JSON.stringify(text)}\n`);
  }
}

function linesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => String(JSON.parse(line)));
}

function numbersOf(path: string): Float32Array {
  if (!existsSync(path)) return new Float32Array();
  const bytes = readFileSync(path);
  return new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % 4)),
  );
}
