import { describe, expect, it } from 'vitest';
import { gistOfText, NearDuplicates, sayTheSame } from '#main/teachability/recall/near-duplicates.ts';

/** So long that a word more or less does not matter. */
const plan = (weeks: string, extra = '') =>
  `When you write a training plan for the marathon in Lisbon, spread it over ${weeks} weeks, with two easy runs, one long run on Sunday, strength training in the evening, and a rest day before every race${extra}.`;

describe('two texts that say the same', () => {
  it('may differ in a word of many, but not in a number', () => {
    const twelve = gistOfText(plan('twelve'));
    expect(sayTheSame(twelve, gistOfText(plan('twelve', ', please')))).toBe(true);
    expect(sayTheSame(gistOfText(plan('12')), gistOfText(plan('26')))).toBe(false);
    expect(sayTheSame(gistOfText(plan('12')), gistOfText(plan('12', ' of 2027')))).toBe(false);
  });

  it('are found among many, unless a number is another', () => {
    const kept = new NearDuplicates();
    kept.add(gistOfText('I like tea.'));
    kept.add(gistOfText(plan('12')));
    expect(kept.find(gistOfText(plan('12', ', please')))).toBe(1);
    expect(kept.find(gistOfText(plan('26')))).toBeUndefined();
  });
});
