/** Teachings in the form of a question, and statements with a tag: the mark at the end does not make them ask. */
import { describe, expect, it } from 'vitest';
import { openTeachability } from '../../../support/open-teachability.ts';

async function keptOf(message: string): Promise<string> {
  const { say, store } = openTeachability(null);
  await say(message);
  return store.views
    .page({ statuses: ['active'] }, 20, 0)
    .items.map(({ text }) => text)
    .join(' ');
}

describe('what is taught with a question mark', () => {
  it.each([
    ['Könntest du dir merken, dass ich dienstags schwimme?', 'dienstags schwimme'],
    ['Kannst du dir bitte merken, dass mein Bruder Olaf heißt?', 'Olaf'],
    ['Kun je onthouden dat mijn zus Lotte in mei jarig is?', 'Lotte'],
    ['Peux-tu noter que mon frère Luc habite à Brest ?', 'Brest'],
    ['Agora trabalho em Braga, sabes?', 'Braga'],
  ])('is kept: %s', async (message, told) => {
    expect(await keptOf(message)).toContain(told);
  });

  it('keeps what one clause says in a word and a number', async () => {
    expect(await keptOf("I'm 45 and I paint boats for a living")).toContain("I'm 45.");
  });
});
