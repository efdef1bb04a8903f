import { describe, expect, it } from 'vitest';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { topics } from '#main/teachability/capture/extract/topics.ts';
import { TOPICLESS_SHARE } from '#main/teachability/recall/constants.ts';
import { sharedTopics, topicsAsked } from '#main/teachability/recall/shared-topics.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';

const food = topics[0]?.about ?? '';

describe('topics that a question and a memory share', () => {
  const taught = async (text: string, cues?: readonly string[]) => {
    const { memories } = openTeachability();
    const given = cues?.map((cue) => ({ kind: 'topic' as const, text: cue }));
    const { memory } = await memories.teach({ text, kind: 'preference', ...(given && { cues: given }) });
    return memory;
  };

  it('are found without a word in common, and named by the cue', async () => {
    const asked = topicsAsked('Which restaurants are good in Rome?');
    expect(asked).toEqual([food]);
    expect(sharedTopics(asked, await taught("I can't stand seafood."))).toEqual({ share: 1, cue: food });
    expect(sharedTopics(asked, await taught('I prefer novels to films.'))).toEqual({ share: 0, cue: null });
  });

  it('count as a part of what the question is about', async () => {
    const asked = topicsAsked('What should I eat and drink at the restaurant?');
    expect(asked).toHaveLength(2);
    expect(sharedTopics(asked, await taught("I can't stand seafood."))?.share).toBe(0.5);
  });

  it('are those of the text where a model worded the cues, and then no cue is named', async () => {
    const asked = topicsAsked('Which restaurants are good in Rome?');
    const memory = await taught("I can't stand seafood.", ['an evening out']);
    expect(sharedTopics(asked, memory)).toEqual({ share: 1, cue: null });
  });

  it('say little about a memory without any, and nothing when the question has none', async () => {
    const memory = await taught('I prefer everything in pairs.');
    expect(sharedTopics(topicsAsked('What shall I cook?'), memory)?.share).toBe(TOPICLESS_SHARE);
    expect(sharedTopics(topicsAsked('Hm, and then?'), memory)).toBeNull();
  });

  it('are read in capitals too, and not far into a long message', () => {
    expect(topicsAsked('WHICH RESTAURANTS?')).toEqual([food]);
    expect(topicsAsked(`${'so '.repeat(500)} which restaurants?`)).toEqual([]);
  });
});

describe('more preferences than fit', () => {
  it.each([
    ['with vectors', new NgramEmbedder()],
    ['by words alone', null],
  ])('those of the topic asked about come first, %s', async (_, embedder) => {
    const { memories, ask } = openTeachability(embedder);
    await memories.teach({ text: "I can't stand seafood.", kind: 'preference' });
    for (let number = 1; number <= 30; number += 1)
      await memories.teach({ text: `I prefer hiking trail ${number} to any beach.`, kind: 'preference' });
    const report = await ask('Where can I get a slice of pizza?', 120);
    expect(sent(report)[0]).toBe("I can't stand seafood.");
    expect(report.candidates[0]?.matchedCue).toBe(food);
  });
});
