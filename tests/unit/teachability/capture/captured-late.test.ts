import { expect, it, onTestFinished } from 'vitest';
import { bestEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';
import { openTeachability } from '../../../support/open-teachability.ts';

it('an order that only its meaning tells is kept after the answer when its meaning came too late for it', async () => {
  const embedder = bestEmbedder(workerEntry('embedder-worker'));
  if (embedder === null) throw new Error('The files of the embedder are missing.');
  onTestFinished(() => embedder.close());
  let asked = 0;
  const { say, store } = openTeachability(new NgramEmbedder(), async (texts) => {
    asked += 1;
    if (asked === 1) throw new Error('Still loading.');
    return await embedder.multilingualVectors(texts);
  });
  await say('Stones please, not kilos.');
  expect(asked).toBeGreaterThan(1);
  expect(store.views.page({}, 10, 0).items.map(({ text, kind }) => ({ text, kind }))).toEqual([
    { text: 'Stones please, not kilos.', kind: 'instruction' },
  ]);
});
