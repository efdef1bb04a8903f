/** What a model claims that the user said, beside what they said, in twelve languages: lies that turn it round, and honest rewordings. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kindOf } from '#main/teachability/capture/extract/kind-of.ts';
import { supportFor } from '#main/teachability/capture/extract/model/model-support.ts';
import { reversesMeaning } from '#main/teachability/capture/extract/model/polarity.ts';

const linesOf = (file: string) =>
  readFileSync(new URL(`../../../../fixtures/capture/${file}.txt`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
const claims = linesOf('claims').map((line) => {
  const [, said = '', claim = '', verdict = ''] = line.split('|');
  return { said, claim, isLie: verdict === 'lie' };
});

function isSure({ said, claim }: { readonly said: string; readonly claim: string }): boolean {
  return supportFor(claim, kindOf(claim), { said, answered: '', known: '' }) === 'sure';
}

describe('a claim', () => {
  it('that turns the words round is next to never trusted', () => {
    const lies = claims.filter(({ isLie }) => isLie);
    expect(lies).toHaveLength(106);
    const trusted = lies.filter(isSure);
    expect(trusted.length <= 2 ? [] : trusted).toEqual([]);
  });

  it('that only rewords them is mostly trusted', () => {
    const honest = claims.filter(({ isLie }) => !isLie);
    expect(honest).toHaveLength(74);
    expect(honest.filter(isSure).length).toBeGreaterThanOrEqual(60);
  });

  it('is told from what the user said of somebody else, of something else, or denied', () => {
    const told = linesOf('claims-in-context').map((line) => line.split('|'));
    expect(told).toHaveLength(100);
    const judge = (said = '', claim = '') => isSure({ said, claim });
    const trusted = told.filter(([, said, , turned]) => judge(said, turned));
    // Written without sight of the rules: 5 of 100 are trusted.
    expect(trusted.length <= 5 ? [] : trusted).toEqual([]);
    expect(told.filter(([, said, honest]) => judge(said, honest)).length).toBeGreaterThanOrEqual(86);
  });

  it.each([
    ['My aunt sails and I row.', 'I sail.', 'I row.'],
    ['Meine Tante segelt, ich rudere.', 'Ich segle oder segelt.', 'Ich rudere.'],
    [
      'Il mio vicino colleziona orologi, io francobolli.',
      'Colleziono orologi.',
      'Il mio vicino colleziona orologi.',
    ],
    ['У моего соседа есть лодка.', 'У меня есть лодка.', 'У моего соседа есть лодка.'],
    ['Annem öğretmen, ben aşçıyım.', 'Ben öğretmenim.', 'Ben aşçıyım.'],
    ['姐姐学钢琴,我学小提琴。', '我学钢琴。', '我学小提琴。'],
    [
      'Ich rudere nicht auf dem Fluss, sondern im Hafen.',
      'Ich rudere auf dem Fluss.',
      'Ich rudere im Hafen.',
    ],
    ['Jag ror inte i Vättern utan i Vänern.', 'Jag ror i Vättern.', 'Jag ror i Vänern.'],
    ['Beetroot is vile, but I do like leeks.', 'I like beetroot.', 'I like leeks.'],
    ['We keep 4 hens and 9 ducks.', 'We keep 9 hens.', 'We keep 9 ducks.'],
  ])('%j: not %j, but %j', (said, turned, honest) => {
    expect(isSure({ said, claim: turned })).toBe(false);
    expect(isSure({ said, claim: honest })).toBe(true);
  });

  it.each([
    ['never without', 'I never sail without my dog.', 'I always sail with my dog.', false],
    ['two denials that are one', 'Je ne prends jamais le bus.', 'Je ne prends pas le bus.', false],
    ['a denial of another clause', 'I have no boat, but I row every week.', 'I row every week.', false],
    ['what is over', 'I used to row every week.', 'I row every week.', true],
    [
      'places that change',
      'I like the sea more than the hills.',
      'I like the hills more than the sea.',
      true,
    ],
    ['a liking of its own', 'Oboes give me a headache.', 'I love oboes.', true],
    ['a part of what is denied', "I don't row or sail.", 'I sail.', true],
  ])('%s: %j, %j', (_name, said, claim, expected) => {
    expect(reversesMeaning(claim, said)).toBe(expected);
  });
});
