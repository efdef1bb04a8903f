/** What a model claims that the user said, beside what they said, in twelve languages: lies that turn it round, and honest rewordings. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kindOf } from '#main/teachability/capture/extract/kind-of.ts';
import { supportFor } from '#main/teachability/capture/extract/model/model-support.ts';
import { turnsRound } from '#main/teachability/capture/extract/model/polarity.ts';

const lines = readFileSync(new URL('../../fixtures/capture/claims.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const claims = lines.map((line) => {
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
    expect(turnsRound(claim, said)).toBe(expected);
  });
});
