import { describe, expect, it } from 'vitest';
import { endDatePatterns } from '#main/teachability/capture/extract/dates/end-dates.ts';
import { rulePatterns } from '#main/teachability/capture/extract/rules/all-rules.ts';
import { otherLanguagePatterns } from '#main/teachability/capture/extract/rules/languages/other-languages.ts';
import { topics } from '#main/teachability/capture/extract/topics.ts';
import { warmRules } from '#main/teachability/capture/warm-rules.ts';

describe('patterns tried beforehand', () => {
  it('lets the main loop breathe at least once after each one, and leaves them as they were', async () => {
    const ofTopics = topics.map(({ signs }) => signs);
    const patterns = [...rulePatterns(), ...otherLanguagePatterns(), ...endDatePatterns(), ...ofTopics];
    let breaths = 0;
    await warmRules(() => {
      breaths += 1;
      return Promise.resolve();
    });
    expect(patterns.length).toBeGreaterThan(100);
    expect(breaths).toBeGreaterThanOrEqual(patterns.length);
    expect(patterns.every(({ lastIndex }) => lastIndex === 0)).toBe(true);
  });

  it('ends with the first breath that is refused', async () => {
    let breaths = 0;
    const closing = warmRules(() => {
      breaths += 1;
      return breaths === 3 ? Promise.reject(new Error('closing')) : Promise.resolve();
    });
    await expect(closing).rejects.toThrow('closing');
    expect(breaths).toBe(3);
  });
});
