/**
 * Vectors of texts by the shipped multilingual model, as the app computes them. Some 17 ms a text, so those of earlier runs are kept beside
 * node_modules' other caches.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MultilingualModel } from '../../src-main/models/embedders/multilingual-model.ts';
import { readMultilingualFile } from '../../src-main/models/embedders/multilingual-file.ts';
import { longestText } from '../../src-main/models/embedders/transformer-kernel.ts';
import { WIDTH } from '../../src-main/teachability/capture/understand/acts/meaning-head.ts';

const assets = join(import.meta.dirname, '../../assets/embedder');
const cache = join(import.meta.dirname, '../../node_modules/.cache/message-acts');
const KEY = 16;
const RECORD = KEY + 4 * WIDTH;

/** By text; of unit length. */
export function vectorsOf(texts: readonly string[]): ReadonlyMap<string, Float32Array> {
  const weights = readFileSync(join(assets, 'e5-int4.bin'));
  const file = join(cache, `${createHash('sha256').update(weights).digest('hex').slice(0, 12)}.bin`);
  const known = readCache(file);
  const vectors = new Map<string, Float32Array>();
  let model: MultilingualModel | null = null;
  mkdirSync(cache, { recursive: true });
  for (const text of new Set(texts)) {
    const key = createHash('sha256').update(text).digest().subarray(0, KEY);
    let vector = known.get(key.toString('hex'));
    if (vector === undefined) {
      model ??= new MultilingualModel(
        readFileSync(join(assets, 'transformer.wasm')),
        readMultilingualFile(weights, longestText),
      );
      vector = model.ownVector(text).slice();
      appendFileSync(file, Buffer.concat([key, Buffer.from(vector.buffer)]));
    }
    vectors.set(text, vector);
  }
  return vectors;
}

function readCache(file: string): ReadonlyMap<string, Float32Array> {
  const known = new Map<string, Float32Array>();
  if (!existsSync(file)) return known;
  const bytes = readFileSync(file);
  for (let at = 0; at + RECORD <= bytes.length; at += RECORD) {
    const vector = Uint8Array.from(bytes.subarray(at + KEY, at + RECORD));
    known.set(bytes.toString('hex', at, at + KEY), new Float32Array(vector.buffer));
  }
  return known;
}
