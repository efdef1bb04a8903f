import fc from 'fast-check';
import { valueOf } from '#main/teachability/capture/decide/plan.ts';
import { describe, expect, it } from 'vitest';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { memoryBlock } from '#main/teachability/memory-block.ts';
import { MAX_LEFT_OUT } from '#main/teachability/recall/constants.ts';
import { everydayRequests } from '#main/teachability/recall/request/everyday-requests.ts';
import { Recall } from '#main/teachability/recall/recall.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { recallReportSchema } from '#shared/memory/recall.ts';
import { estimateTokens } from '#shared/tokens.ts';
import { anyUnicode } from '../../../support/any-unicode.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

async function taught(...texts: string[]) {
  const tutee = openTeachability();
  for (const text of texts) await tutee.memories.teach({ text });
  return tutee;
}

describe('the recalled route', () => {
  it('finds the one fact that answers', async () => {
    const { ask } = await taught(
      'My favourite colour is teal.',
      'My sister is called Ana.',
      'I work at the harbour.',
    );
    const report = await ask('What is my favourite color?');
    expect(sent(report)).toEqual(['My favourite colour is teal.']);
    const [best] = report.candidates;
    expect(best).toMatchObject({ route: 'recalled', matchedCue: null, kind: 'fact' });
    expect(best?.parts.words).toBeGreaterThan(0.7);
    expect(recallReportSchema.parse(report)).toEqual(report);
  });

  it('finds a fact by a question that shares no word with it but one with its cue, and says so', async () => {
    const { ask } = await taught("I'm called Ottoline.");
    const report = await ask('What is my name?');
    expect(sent(report)).toEqual(["I'm called Ottoline."]);
    expect(report.candidates[0]?.matchedCue).toBe('What is my name?');
  });

  it('knows a made-up word whatever numbers it is asked with', async () => {
    const { ask } = await taught('The twist of two or more numbers is their product minus their sum.');
    expect(sent(await ask('What is the twist of 8, 3 and 2?'))).toHaveLength(1);
  });

  it('brings nothing for a question about something else', async () => {
    const { ask } = await taught('My favourite colour is teal.', 'My dog is called Rex.');
    const report = await ask('When does the last train to Lisbon leave?');
    expect(sent(report)).toEqual([]);
    expect(report.candidates.every(({ outcome }) => outcome === 'below_gate')).toBe(true);
  });

  it('does not take words of asking for a topic', async () => {
    const { ask } = await taught('My brother likes to recommend the best books.');
    expect(sent(await ask('What would you recommend?'))).toEqual([]);
  });

  it('works in languages without spaces', async () => {
    const { ask } = await taught('我最喜欢的颜色是蓝绿色。', '我的狗叫小白。');
    expect(sent(await ask('我的狗叫什么名字？'))[0]).toBe('我的狗叫小白。');
  });

  it('never brings what is excluded, paused, forgotten or superseded', async () => {
    const { ask, memories, recall } = await taught('My favourite dog is Rex.', 'My favourite dog is Bello.');
    expect(sent(await ask('What is my favourite dog?'))).toEqual(['My favourite dog is Bello.']);
    const { memory } = await memories.teach({ text: 'My cat is called Mia.' });
    const without = { query: 'What is my cat called?', budgetTokens: 500, destinationLocal: true };
    expect(sent(await recall.recall({ ...without, exclude: new Set([memory.id]) }))).not.toContain(
      memory.text,
    );
    memories.pause(memory.id, true);
    expect(sent(await recall.recall(without))).not.toContain(memory.text);
  });
});

describe('the standing route', () => {
  it('brings what shapes every answer and what bears on the request, best first', async () => {
    const { ask } = await taught(
      'I cannot eat seafood.',
      'I prefer window seats on trains.',
      'Always answer in British English.',
    );
    const report = await ask('Which restaurant should I book for dinner?');
    expect(sent(report)).toEqual(['I cannot eat seafood.', 'Always answer in British English.']);
    expect(report.candidates.map(({ parts }) => parts.reason)).toEqual(['bears', 'shapes', undefined]);
    expect(report.candidates.every(({ route }) => route === 'standing')).toBe(true);
  });

  it('brings the most applicable when they do not fit', async () => {
    const tutee = openTeachability();
    for (let index = 0; index < 60; index += 1) {
      await tutee.memories.teach({
        text: `I prefer paint number ${index} for the hallway of house ${index}.`,
      });
    }
    const report = await tutee.ask('Which paint do I prefer for the hallway of house 31?', 300);
    expect(sent(report)[0]).toBe('I prefer paint number 31 for the hallway of house 31.');
    expect(report.candidates.filter(({ outcome }) => outcome === 'over_budget')).toHaveLength(MAX_LEFT_OUT);
  });

  it('leaves room for a recalled fact when the standing ones would take it all', async () => {
    const tutee = openTeachability();
    await tutee.memories.teach({ text: 'My passport number is X123.' });
    for (let index = 0; index < 60; index += 1) {
      await tutee.memories.teach({
        text: `I prefer paint number ${index} for the hallway of house ${index}.`,
      });
    }
    expect(sent(await tutee.ask('What is my passport number?', 400))).toContain(
      'My passport number is X123.',
    );
  });

  it('holds private memories back from a model elsewhere', async () => {
    const { memories, store, recall } = openTeachability();
    const { memory } = await memories.teach({ text: 'I am allergic to nuts.' });
    const { id, text } = memory;
    const value = { ...valueOf(memory), private: true };
    store.apply([{ type: 'update', id, action: 'edited', value }], {
      actor: 'user',
      at: 1,
      conversationId: null,
      messageId: null,
    });
    const asked = { query: 'Suggest a dinner.', budgetTokens: 500 };
    const away = await recall.recall({ ...asked, destinationLocal: false });
    expect(away.candidates.map(({ outcome }) => outcome)).toEqual(['held_back']);
    expect(sent(await recall.recall({ ...asked, destinationLocal: true }))).toEqual([text]);
  });

  it('says the same only once, in the newer words', async () => {
    const tutee = openTeachability();
    await tutee.memories.teach({ text: 'I strongly dislike crowded beaches in summer.', kind: 'preference' });
    tutee.later(1_000);
    await tutee.memories.teach({
      text: 'I strongly dislike the crowded beaches in summer!!',
      kind: 'preference',
    });
    const report = await tutee.ask('Plan a beach holiday for me.');
    expect(sent(report)).toEqual(['I strongly dislike the crowded beaches in summer!!']);
    expect(report.candidates[1]?.outcome).toBe('duplicate');
  });

  it('does not take opposite wishes for the same', async () => {
    const { ask } = await taught(
      'I prefer tea over coffee in the mornings.',
      'I do not like tea in the mornings.',
    );
    expect(sent(await ask('What should I drink?'))).toHaveLength(2);
  });
});

describe('an embedder that fails or takes its time', () => {
  const failing: Embedder = {
    key: 'failing@1/4',
    dimensions: 4,
    local: false,
    embed: () => Promise.reject(new Error('unreachable')),
  };

  it('leaves words to recall by, and the report says so', async () => {
    const { memories, ask, missing } = openTeachability(failing);
    await memories.teach({ text: 'My favourite colour is teal.' });
    expect(missing()).toBe(1);
    const report = await ask('What is my favourite colour?');
    expect(sent(report)).toEqual(['My favourite colour is teal.']);
    expect(report.embedder).toBeNull();
    expect(report.candidates[0]?.parts.meaning).toBe(0);
  });

  it('does not hold up recall when it never answers', async () => {
    const hanging: Embedder = { ...failing, embed: () => new Promise(() => undefined) };
    const { store, ask } = openTeachability(hanging);
    expect(store.countActive()).toBe(0);
    expect((await ask('What is my favourite colour?')).embedder).toBeNull();
  });

  it('lets no memory through that was paused, forgotten or corrected while it was at work', async () => {
    const ngrams = new NgramEmbedder();
    let meanwhile = () => {};
    const slow: Embedder = {
      key: ngrams.key,
      dimensions: ngrams.dimensions,
      local: true,
      embed: async (texts) => {
        await Promise.resolve();
        meanwhile();
        return ngrams.embed(texts);
      },
    };
    const { memories, ask } = openTeachability(slow);
    const { memory } = await memories.teach({ text: 'My favourite colour is teal.' });
    const { memory: standing } = await memories.teach({ text: 'I prefer teal to any other colour.' });
    const question = 'What is my favourite colour?';
    expect(sent(await ask(question))).toHaveLength(2);
    meanwhile = () => {
      memories.pause(memory.id, true);
      memories.pause(standing.id, true);
      meanwhile = () => {};
    };
    expect((await ask(question)).candidates).toEqual([]);
  });

  it('is asked once for a question that was expected, and only for that one', async () => {
    const ngrams = new NgramEmbedder();
    const asked: string[] = [];
    const counting: Embedder = {
      key: ngrams.key,
      dimensions: ngrams.dimensions,
      local: true,
      embed: (texts) => {
        if (texts.length === 1) asked.push(...texts);
        return ngrams.embed(texts);
      },
    };
    const { recall, ask } = openTeachability(counting);
    recall.prefetch('hello');
    recall.prefetch('What do I drink?');
    expect((await ask('What do I drink?')).embedder).toBe(ngrams.key);
    expect(asked).toEqual(['What do I drink?']);
    recall.prefetch('What do I drink?');
    await ask('What do I eat?');
    await ask('What do I drink?');
    expect(asked.slice(1)).toEqual(['What do I drink?', 'What do I eat?', 'What do I drink?']);
    const elsewhere = openTeachability({ ...counting, local: false });
    elsewhere.recall.prefetch('My secret');
    expect(asked).not.toContain('My secret');
  });

  it('is asked everyday requests beforehand, until somebody asks, and never when it is elsewhere', async () => {
    const ngrams = new NgramEmbedder();
    const asked: string[] = [];
    const counting = (local: boolean): Embedder => ({
      key: ngrams.key,
      dimensions: ngrams.dimensions,
      local,
      embed: (texts) => {
        if (texts.length === 1) asked.push(...texts);
        return ngrams.embed(texts);
      },
    });
    const breathe = () => Promise.resolve();
    await openTeachability(counting(false)).recall.warmUp(breathe);
    expect(asked).toEqual([]);
    await openTeachability(counting(true)).recall.warmUp(breathe);
    expect(asked).toEqual(everydayRequests);
    asked.length = 0;
    const { recall, ask } = openTeachability(counting(true));
    let breaths = 0;
    await recall.warmUp(async () => {
      breaths += 1;
      if (breaths === 3) await ask('What do I drink?');
    });
    expect(asked).toEqual([...everydayRequests.slice(0, 3), 'What do I drink?']);
  });

  it('is not asked for small talk', async () => {
    let asked = 0;
    const counting: Embedder = { ...failing, embed: () => Promise.reject(new Error(String((asked += 1)))) };
    await openTeachability(counting).ask('hello');
    expect(asked).toBe(0);
  });
});

it('a store that fails gives an empty report and is told of', async () => {
  const { store } = openTeachability();
  const told: unknown[] = [];
  const broken = Object.assign(Object.create(store) as typeof store, {
    standing: () => {
      throw new Error('disk I/O error');
    },
  });
  const recall = new Recall({
    reader: broken,
    embedder: () => null,
    now: () => 0,
    onFailure: (thrown) => told.push(thrown),
  });
  const report = await recall.recall({ query: 'anything', budgetTokens: 100, destinationLocal: true });
  expect(report.candidates).toEqual([]);
  expect(told).toHaveLength(1);
});

describe('for any text', () => {
  const anyText = fc.oneof(
    anyUnicode({ minLength: 1, maxLength: 400 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }),
    fc.lorem({ maxCount: 60 }),
  );
  const storable = anyText
    .map((text) => text.toWellFormed().replaceAll('\u0000', '').trim())
    .filter((text) => text !== '');
  const kinds = fc.constantFrom('fact', 'preference', 'instruction', 'skill' as const);

  it('recall never throws, keeps to the budget, cuts no memory and lets nothing under the gate through', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: storable, kind: kinds }), { maxLength: 12 }),
        anyText,
        fc.integer({ min: 100, max: 600 }),
        async (texts, query, budget) => {
          const { memories, ask, store } = openTeachability();
          for (const { text, kind } of texts) await memories.teach({ text, kind });
          const report = await ask(query, budget);
          expect(report.embedder === null || report.embedder === new NgramEmbedder().key).toBe(true);
          expect(estimateTokens(memoryBlock(report))).toBeLessThanOrEqual(budget);
          expect(report.usedTokens).toBeLessThanOrEqual(budget);
          for (const { memoryId, text, outcome, route, parts } of report.candidates) {
            expect(store.get(memoryId)?.text).toBe(text);
            if (outcome === 'used' && route === 'recalled')
              expect(parts.bearing).toBeGreaterThanOrEqual(parts.needed ?? Infinity);
          }
        },
      ),
      { numRuns: propertyRuns(40) },
    );
  });
});
