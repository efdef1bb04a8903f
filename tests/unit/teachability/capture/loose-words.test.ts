/** What people say in loose words, in many languages: judged by what it means, so by rate and not one by one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MultilingualModel } from '#main/models/embedders/multilingual-model.ts';
import { readMultilingualFile } from '#main/models/embedders/multilingual-file.ts';
import { longestText } from '#main/models/embedders/transformer-kernel.ts';
import type { SentenceVectors } from '#main/teachability/capture/understand/acts/segment-vectors.ts';
import { openTeachability } from '../../../support/open-teachability.ts';

const root = join(import.meta.dirname, '../../../..');
const asset = (name: string) => readFileSync(join(root, 'assets/embedder', name));
const messages = readFileSync(join(root, 'tests/fixtures/capture/loose.txt'), 'utf8')
  .split('\n')
  .filter((line) => /^[+-] /u.test(line))
  .map((line) => ({ lasts: line.startsWith('+'), text: line.slice(2) }));

describe('messages in loose words', () => {
  const model = new MultilingualModel(
    asset('transformer.wasm'),
    readMultilingualFile(asset('e5-int4.bin'), longestText),
  );
  const vectors: SentenceVectors = (texts) =>
    Promise.resolve(texts.map((text) => model.ownVector(text).slice()));

  async function keptOf(lasts: boolean): Promise<number> {
    const meant = messages.filter((message) => message.lasts === lasts);
    let kept = 0;
    for (const { text } of meant) {
      const { say } = openTeachability(null, vectors);
      if ((await say(text)).length > 0) kept += 1;
    }
    return kept / meant.length;
  }

  it('that are meant to last are kept', { timeout: 60_000 }, async () => {
    expect(await keptOf(true)).toBeGreaterThanOrEqual(0.75);
  });

  it('that are of the moment are not', { timeout: 60_000 }, async () => {
    expect(await keptOf(false)).toBeLessThanOrEqual(0.06);
  });
});
