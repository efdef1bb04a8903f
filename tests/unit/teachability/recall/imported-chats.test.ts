import { describe, expect, it } from 'vitest';
import type { MemoryRepository } from '#main/store/memory-repository.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { vectorsFor } from '#main/teachability/memory-vectors.ts';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { memoryValue } from '../../../support/memory-samples.ts';
import { openTeachability } from '../../../support/open-teachability.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';

const embedder = new NgramEmbedder();
const at = Date.UTC(2026, 0, 1);

async function importChat(
  store: MemoryRepository,
  turns: readonly string[],
  scope: MemoryScope = { type: 'everywhere' },
): Promise<string[]> {
  const conversationId = uuid7();
  const added = turns.map((text) => ({
    id: uuid7(),
    value: { ...memoryValue(text), kind: 'fact' as const, scope },
  }));
  const vectors = await vectorsFor(added, embedder, 10_000);
  const source = { origin: 'import', conversationId, messageId: null, quote: null } as const;
  store.apply(
    added.map((one) => ({ ...one, type: 'add', source, vectors: vectors.get(one.id) ?? null })),
    { actor: 'import', at, conversationId: null, messageId: null },
  );
  return added.map(({ id }) => id);
}

const chat = [
  'Ana: The weather was awful all week.',
  'Ben: Where did you go sailing in the end?',
  'Ana: On the lake near my aunt, it was lovely.',
  'Ben: Good for you!',
  'Ana: How is the new office?',
  'Ben: Loud, to be honest.',
];

describe('a turn of an imported chat', () => {
  it('is found by the question that it answers, before turns that have nothing to do with it', async () => {
    const { store, recall } = openTeachability();
    const ids = await importChat(store, chat);
    await importChat(store, ['Cleo: My train was late.', 'Dan: Mine was not.']);
    const best = (await recall.rank('Where did she go sailing?', 2)).map(({ memory }) => memory.id);
    expect(best).toEqual([ids[1], ids[2]]);
  });

  it('is judged by turns of its own chat alone', async () => {
    const { store, recall } = openTeachability();
    await importChat(store, ['Ben: Where did you go sailing in the end?']);
    const [other] = await importChat(store, ['Dan: Near my aunt, it was lovely.']);
    const found = await recall.rank('Where did she go sailing?', 10);
    expect(found.find(({ memory }) => memory.id === other)?.parts.words ?? 0).toBe(0);
  });

  it('does not bring along a turn that was paused, forgotten or moved to another scope', async () => {
    const { store, recall, memories } = openTeachability();
    const ids = await importChat(store, chat);
    memories.pause(ids[2] ?? '', true);
    memories.forget(ids[0] ?? '');
    const found = (await recall.rank('Where did she go sailing?', 10)).map(({ memory }) => memory.id);
    expect(found).toContain(ids[1]);
    expect(found).not.toContain(ids[2]);
    expect(found).not.toContain(ids[0]);
    const scoped = await importChat(store, chat, { type: 'project', id: uuid7() });
    const everywhere = await recall.recall({
      query: 'Where did she go sailing?',
      budgetTokens: 1_500,
      destinationLocal: true,
    });
    expect(everywhere.candidates.filter(({ memoryId }) => scoped.includes(memoryId))).toEqual([]);
  });

  it('that is long does not lift its neighbours by holding something of everything', async () => {
    const { store, recall } = openTeachability();
    const long = Array.from({ length: 60 }, (_, index) => `sailing harbour wind number ${index}`).join('. ');
    const ids = await importChat(store, [
      `Bot: ${long}`,
      'Ana: Thanks, that is plenty.',
      'Ana: I sold my sailing boat.',
    ]);
    const best = (await recall.rank('Tell me about the sailing boat', 3)).map(({ memory }) => memory.id);
    expect(best.indexOf(ids[2] ?? '')).toBeLessThan(best.indexOf(ids[1] ?? ''));
  });
});
