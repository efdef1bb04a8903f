import { setImmediate as nextIteration } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { Recall } from '#main/teachability/recall/recall.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';

/** A recall that counts how often it searches words, over the memories of `tutee`. */
function countingRecall(store: ReturnType<typeof openTeachability>['store']) {
  let searches = 0;
  const reader = new Proxy(store, {
    get: (target, name) => {
      if (name === 'searchWords') searches += 1;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
  const embedder = new NgramEmbedder();
  const recall = new Recall({
    reader,
    embedder: () => embedder,
    now: () => Date.UTC(2026, 0, 1),
    onFailure: (thrown) => {
      throw thrown;
    },
    yieldToEventLoop: () => nextIteration(),
  });
  const ask = (query: string, scopes: readonly string[] = [], exclude: ReadonlySet<string> = new Set()) =>
    recall.recall({ query, budgetTokens: 1_500, destinationLocal: true, scopes, exclude });
  return { recall, ask, searches: () => searches };
}

const question = 'Which boat do I sail?';

async function sailor() {
  const tutee = openTeachability();
  const { memory } = await tutee.memories.teach({ text: 'I sail a boat called Petrel.' });
  await tutee.memories.teach({ text: 'The boat Petrel has a leak.' });
  return { ...tutee, memory, ...countingRecall(tutee.store) };
}

it('a question that was expected is ranked before it is asked, with the same result', async () => {
  const { ask, recall, searches } = await sailor();
  const { tookMs: _, ...unexpected } = await ask(question);
  const needed = searches();
  expect(sent(await ask(question))).toHaveLength(2);
  recall.prefetch(question);
  const before = searches();
  for (let turn = 0; turn < 100; turn += 1) await nextIteration();
  expect(searches() - before).toBe(needed);
  const { tookMs, ...expected } = await ask(question);
  expect(searches() - before).toBe(needed);
  expect(expected).toEqual(unexpected);
  expect(tookMs).toBeGreaterThan(0);
});

it('what is asked before the ranking is done gets the same', async () => {
  const { ask, recall } = await sailor();
  const { tookMs: _, ...unexpected } = await ask(question);
  recall.prefetch(question);
  const { tookMs: __, ...expected } = await ask(question);
  expect(expected).toEqual(unexpected);
});

it('what changed since a question was expected counts', async () => {
  const { ask, recall, memories, memory } = await sailor();
  recall.prefetch(question);
  for (let turn = 0; turn < 100; turn += 1) await nextIteration();
  memories.pause(memory.id, true);
  expect(sent(await ask(question))).toEqual(['The boat Petrel has a leak.']);
});

it('what the message itself taught is left out of what was ranked before', async () => {
  const { ask, recall, memory } = await sailor();
  recall.prefetch(question);
  for (let turn = 0; turn < 100; turn += 1) await nextIteration();
  const report = await ask(question, [], new Set([memory.id]));
  expect(report.candidates.map(({ memoryId }) => memoryId)).not.toContain(memory.id);
});

it('a ranking holds for its scopes only', async () => {
  const { ask, recall, searches } = await sailor();
  recall.prefetch(question, ['project-1']);
  for (let turn = 0; turn < 100; turn += 1) await nextIteration();
  const before = searches();
  await ask(question, ['project-2']);
  expect(searches()).toBeGreaterThan(before);
});
