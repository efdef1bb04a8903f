import { calendarEndPatterns } from './extract/dates/calendar-ends.ts';
import { endDatePatterns } from './extract/dates/end-dates.ts';
import { relativeSpanPatterns } from './extract/dates/relative-spans.ts';
import { weekdayPatterns } from './extract/dates/weekdays.ts';
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
  const all = [
    rulePatterns(),
    otherLanguagePatterns(),
    endDatePatterns(),
    calendarEndPatterns(),
    relativeSpanPatterns(),
    weekdayPatterns(),
    ofTopics,
  ];
  for (const patterns of all) {
    for (const pattern of patterns) {
      // Unlike `test`, `search` leaves a pattern as it was.
      for (const sample of SAMPLES) {
        sample.search(pattern);
        await yieldToEventLoop();
      }
    }
  }
}
