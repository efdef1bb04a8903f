import { endDatePatterns } from './extract/dates/end-dates.ts';
import { rulePatterns } from './extract/rules/all-rules.ts';
import { otherLanguagePatterns } from './extract/rules/languages/other-languages.ts';
import { topics } from './extract/topics.ts';

/** A pattern is compiled apart for texts with and without characters beyond Latin-1, and anew at its second use. */
const SAMPLES = ['I', 'I', '“', '“'] as const;

/**
 * Tries every pattern for nothing, once between two breaths of the main loop: compiling them takes some hundred milliseconds in
 * all, which the first message would have to wait for.
 */
export async function warmRules(yieldToEventLoop: () => Promise<void>): Promise<void> {
  const ofTopics = topics.map(({ signs }) => signs);
  for (const patterns of [rulePatterns(), otherLanguagePatterns(), endDatePatterns(), ofTopics]) {
    for (const pattern of patterns) {
      // Unlike `test`, `search` leaves a pattern as it was.
      for (const sample of SAMPLES) {
        sample.search(pattern);
        await yieldToEventLoop();
      }
    }
  }
}
