import { describe, expect, it } from 'vitest';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { calibrationOf } from '#main/teachability/recall/meaning-score.ts';
import { natureOf } from '#main/teachability/recall/gate/relevance.ts';
import { beginsWith, namesIn } from '#main/teachability/recall/gate/linked.ts';
import { sensitivityOf } from '#main/teachability/recall/gate/sensitive.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';

const minilm = calibrationOf('minilm-int8@1/384');

describe('the nature of a request', () => {
  it('is general when it is nearer to general requests', () => {
    const about = null;
    const general = natureOf({ general: 0.6, advice: 0.3, lookup: 0.2, personal: 0.3, about }, minilm);
    const personal = natureOf({ general: 0.2, advice: 0.3, lookup: 0.5, personal: 0.5, about }, minilm);
    expect(general).toMatchObject({ lookup: false });
    expect(general.generality).toBeGreaterThan(0);
    expect(personal).toMatchObject({ lookup: true });
    expect(personal.generality).toBeLessThan(0);
  });

  it('is not told by an embedder that knows spellings alone', () => {
    const kinds = { general: 0.9, advice: 0.1, lookup: 0.1, personal: 0.1, about: null };
    expect(natureOf(kinds, calibrationOf(new NgramEmbedder().key)).generality).toBe(0);
    expect(natureOf(kinds, null).generality).toBe(0);
  });
});

describe('what a memory needs to be sent', () => {
  it('is less for an order, more for what is sensitive and where it is the answer itself', async () => {
    const { memories, recall, ask } = openTeachability();
    for (const text of [
      'Always show the formula when I ask about triangles.',
      'I take insulin in triangles of three.',
      'I draw triangles of three.',
    ])
      await memories.teach({ text });
    const query = 'How do triangles work?';
    const needed = (report: Awaited<ReturnType<typeof ask>>, start: string) =>
      report.candidates.find(({ text }) => text.startsWith(start))?.parts.needed ?? NaN;
    const sentToModel = await ask(query);
    expect(needed(sentToModel, 'Always show')).toBeLessThan(needed(sentToModel, 'I draw'));
    expect(needed(sentToModel, 'I take insulin')).toBeGreaterThan(needed(sentToModel, 'I draw'));
    const asked = { query, budgetTokens: 1_500, destinationLocal: true } as const;
    const asAnswer = await recall.recall({ ...asked, audience: 'memory' });
    expect(needed(asAnswer, 'I draw')).toBeGreaterThan(needed(sentToModel, 'I draw'));
  });
});

describe('how sensitive a memory is', () => {
  it.each([
    ['I take metformin twice a day.', 1],
    ['I have been divorced since spring.', 1],
    ['Ich habe Schulden bei meinem Bruder.', 1],
    ['I go to the mosque on Fridays.', 1],
    ['The code of the gate is 7719.', 2],
    ['My password hint is a river.', 2],
    ['I like pears.', 0],
    ['My dog is called Rex.', 0],
    ['Ich bin seit März in Insolvenz.', 1],
    ['Mam cukrzycę od dziecka.', 1],
    ['Ik ben vorig jaar gescheiden.', 1],
    ['Şeker hastalığım var.', 1],
    ['У меня депрессия.', 1],
    ['我前年离婚了。', 1],
    ['私は糖尿病です。', 1],
    ['나 작년에 이혼했어.', 1],
    ['عندي اكتئاب', 1],
    ['मुझे मधुमेह है', 1],
    ['我喜欢打鼓。', 0],
    ['Lubię grać na bębnach.', 0],
  ])('%j: %d', (text, expected) => {
    expect(sensitivityOf(text)).toBe(expected);
  });
});

describe('people and things one step further', () => {
  it('are followed by name', () => {
    expect(namesIn('Milo is my coach.')).toEqual(['milo']);
    expect(namesIn('My sister is called Ana.')).toEqual(['ana']);
    expect(namesIn('i like tea')).toEqual([]);
    expect(beginsWith('Milo only trains outdoors.', ['milo'])).toBe(true);
    expect(beginsWith("Milo's brother paints.", ['milo'])).toBe(true);
    expect(beginsWith('I once had lunch with Milo.', ['milo'])).toBe(false);
  });

  it('come along when they bear on the request a little, and the receipt says so', async () => {
    const { ask, memories } = openTeachability();
    for (const text of ['Milo is my coach.', 'Milo begins at six on weekdays.', 'Milo collects stamps.'])
      await memories.teach({ text, kind: 'fact' });
    for (let index = 0; index < 30; index += 1)
      await memories.teach({ text: `Box ${index} holds lamps of size ${index}.`, kind: 'fact' });
    const report = await ask('When does my coach begin?');
    expect(sent(report)[0]).toBe('Milo is my coach.');
    expect(sent(report)).toContain('Milo begins at six on weekdays.');
    expect(sent(report)).not.toContain('Milo collects stamps.');
  });
});
