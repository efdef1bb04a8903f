/** A statement takes the place of nothing but what it is about, and a correction of a few words becomes the whole sentence set right. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestApp } from '../../support/app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
}, 60_000);
afterAll(() => app.stop());

async function active(): Promise<string[]> {
  const { items } = await app.call('memories.list', { statuses: ['active'] });
  return items.map(({ text }) => text);
}

beforeEach(async () => {
  const { items } = await app.call('memories.list', { statuses: ['active', 'pending'] });
  for (const { id } of items) await app.call('memories.forget', { id });
});

describe('two statements about different things', () => {
  it.each([
    [
      'My partner Noor runs a ceramics studio in the old mill.',
      'Ich wohn seit März in Lüneburg, vorher war ich in Celle.',
    ],
    ['Nuestra gata se llama Luna.', '私の犬の名前はポチです。'],
    ['My brother works in a brewery.', 'Ma sœur travaille dans une école.'],
    ['My daughter plays the oboe.', 'Meine Nachbarin spielt Tuba im Orchester.'],
    ['My mother was born in Malmö.', 'Mój ojciec urodził się w Gdyni.'],
    ['I keep nine hives behind the house.', 'We have three goats and a donkey.'],
  ])('stay side by side: %s | %s', async (one, other) => {
    await app.say(`Remember: ${one}`);
    await app.say(other);
    const texts = await active();
    expect(texts).toContain(one);
  });
});

describe('a correction of a few words', () => {
  it.each([
    [
      'I keep nine hives behind the house.',
      'sorry, eleven hives, not nine',
      'I keep eleven hives behind the house.',
    ],
    ['My daughter plays the oboe.', 'not the oboe, the bassoon', 'My daughter plays the bassoon.'],
    ['Mon fils est allergique aux noix.', 'pas aux noix, aux œufs', 'Mon fils est allergique aux œufs.'],
    ['Ich habe drei Ziegen auf der Weide.', 'vier Ziegen, nicht drei', 'Ich habe vier Ziegen auf der Weide.'],
  ])('%s + %s', async (taught, correction, right) => {
    const { conversationId } = await app.say(`Remember: ${taught}`);
    await app.say(correction, conversationId);
    const texts = await active();
    expect(texts).toEqual([right]);
  });
});

describe('what is said of a code or a password, in small letters', () => {
  it.each(['my bike lock combination is 3391', 'the wifi password is tulip77'])(
    'is kept: %s',
    async (said) => {
      await app.say('Good morning.');
      await app.say(said);
      expect((await active()).join(' ').toLowerCase()).toContain(said);
    },
  );
});

it('a request to forget is no memory, whatever it finds', async () => {
  await app.say('Vergiss bitte, wo ich vorher gewohnt hab.');
  await app.say('Zapomnij, gdzie parkuję.');
  expect(await active()).toEqual([]);
});
