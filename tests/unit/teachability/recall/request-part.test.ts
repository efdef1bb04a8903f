import { describe, expect, it } from 'vitest';
import { requestPart } from '#main/teachability/recall/request/request-part.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';

const letter =
  'Dear neighbours, the lift will be serviced on Monday. Please keep your dogs on the lead in the stairwell, and do not leave bicycles in front of the cellar. The bakery downstairs will be closed as well.';

describe('the request in a message', () => {
  it.each([
    [`Translate this into Spanish: "${letter}"`, 'Translate this into Spanish:'],
    [`Translate this into Spanish: ${letter}`, 'Translate this into Spanish'],
    [`Can you make this letter friendlier?\n\n${letter}`, 'Can you make this letter friendlier?'],
    [`„${letter}“ Was will der Vermieter?`, 'Was will der Vermieter?'],
    [`« ${letter} » Résume en une phrase.`, 'Résume en une phrase.'],
    [
      `Why is this slow?\n\`\`\`\nfor dog in dogs:\n  walk(dog)\n\`\`\`\nIt takes a minute on my machine.`,
      'Why is this slow?\nIt takes a minute on my machine.',
    ],
    [
      'Tidy this up for the parish leaflet: The roof leaks and the bells are hoarse.',
      'Tidy this up for the parish leaflet',
    ],
    ['Korrigier das mal: Wir treffen uns am Montag um acht auf dem Hof.', 'Korrigier das mal'],
    ['Résume ce passage : Le pont reste fermé, le maire le regrette.', 'Résume ce passage'],
    ['翻译这段话:明天的会议改到下午三点在二楼', '翻译这段话'],
    [`> ${letter}\nHow do I answer that without being rude?`, 'How do I answer that without being rude?'],
  ])('%j', (message, request) => {
    expect(requestPart(message).trim()).toBe(request);
  });

  it.each([
    'What should I cook tonight?',
    'Who wrote "The Old Man and the Sea", and is there a film of it that I would like?',
    'Hello there,\nI would like to plan a trip to the mountains with my dog in June, what should I think of?',
    'Question: where does my brother live at the moment, do you know?',
    'Two things: who is my dentist, and when am I to be there?',
    'Plan my week: running on two days, choir on Thursday, the rest is free',
    'Can we meet at 10:30 in front of the old brewery, or is that too early for me?',
    '"',
    '',
  ])('is all of %j', (message) => {
    expect(requestPart(message)).toBe(message);
  });

  it('is the message itself when there is nothing beside the material', () => {
    expect(requestPart(`"${letter}"`)).toBe(`"${letter}"`);
  });

  it('is short however long the message is', () => {
    expect(requestPart('my own words '.repeat(10_000)).length).toBeLessThan(500);
    expect(requestPart('"'.repeat(100_000)).length).toBeLessThanOrEqual(500);
  });

  it('is what recall goes by', async () => {
    const { ask, say } = openTeachability();
    await say('Remember: My dog is called Rex.');
    expect(sent(await ask('Is the dog allowed on the train?'))).toEqual(['My dog is called Rex.']);
    expect(sent(await ask(`Translate this into Spanish: "${letter}"`))).toEqual([]);
  });
});
